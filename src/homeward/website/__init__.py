"""The frame around every page: settings, sign-in, the look of the design system, and the pages that need no sign-in.

Those are the policy handbook (what the rules say, and where they come from) and *Try dates* (what would be due for a
child that somebody makes up; nothing is kept).
"""
