"""Papers: the consultation form and the case note as a tagged PDF and as Word, in the agency's own template.

What a paper says comes from `permanency`; here is only how it is set.
"""
