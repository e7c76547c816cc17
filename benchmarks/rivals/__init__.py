"""What Homeward's engine is measured against: the same obligations, computed as others would compute them."""
