"""The tables of permanency, a file for each noun."""
