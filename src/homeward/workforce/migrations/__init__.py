"""How the tables of `workforce` came to be what they are."""
