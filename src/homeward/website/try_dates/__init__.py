"""Try dates: what would be due for a child that somebody makes up. Public; nothing that is typed is kept or logged."""
