"""How the tables of `extracts` came to be what they are."""
