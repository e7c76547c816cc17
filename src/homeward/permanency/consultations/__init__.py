"""Permanency consultations: prepared, held, written down on the form, and followed until nothing agreed is open."""
