"""Who saw or changed what in a child's record, when, from where, and why.

Nothing here can be changed or taken away afterwards: every entry carries a fingerprint of itself and of the entry
before it, so an entry that somebody altered, removed or slipped in is found by `homeward audit verify`.
"""
