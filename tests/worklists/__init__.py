"""The pages of the work, asked as each person asks them."""
