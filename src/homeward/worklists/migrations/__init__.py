"""How the tables of `worklists` came to be what they are."""
