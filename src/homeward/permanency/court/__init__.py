"""Permanency reviews and hearings: announced, put off, held, what was found, and what has to be sent when."""
