"""What happened: each child, the stays in out-of-home care, where the child lived, and every event that counts.

Nothing is deleted. A date that was wrong is corrected by a new entry that says which one it corrects, who did it, and
when; what was believed before can still be read. This is also where it is settled who may see which child.
"""
