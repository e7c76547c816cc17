"""How the tables of permanency came to be."""
