"""What policy asks for each child, by when, and why; and the recording of what was done, which moves it.

The answers are the policy engine's, kept beside the casefile so that a page shows them at once. Whatever is recorded of
a child refreshes that child's answers in the same moment; every night all of them are refreshed, because days pass.
Where a date moved, it is written down from when to when, and what moved it.
"""
