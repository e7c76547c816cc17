"""How the tables of `audit` came to be what they are."""
