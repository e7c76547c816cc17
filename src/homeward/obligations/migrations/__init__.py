"""How the tables of `obligations` came to be what they are."""
