"""The migrations of `resources`."""
