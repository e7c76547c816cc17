"""Plans, goals, ratings, reviews and hearings: the permanency work of a child's file, in full.

Each record stands behind an event of the casefile: the event is what policy counts, the record says what it was about.
"""
