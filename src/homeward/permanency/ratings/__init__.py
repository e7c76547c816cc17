"""Permanency ratings: the criteria and their answers, the scale, what it asks for each level, and who chose which."""
