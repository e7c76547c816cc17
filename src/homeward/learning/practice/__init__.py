"""Practice: rate made-up stories, present a child, write a step, list active efforts, hold a roundtable about nobody.

What is typed in an exercise is shown beside how the authors would have done it, and then forgotten: nothing is stored,
scored or counted. The roundtable is the real meeting, about a made-up child of a practice agency.
"""
