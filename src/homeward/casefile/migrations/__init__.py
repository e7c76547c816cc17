"""How the tables of `casefile` came to be what they are."""
