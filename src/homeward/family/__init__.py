"""Relatives and like-kin of a child: who they are, how they are found, told, asked and kept in touch with.

Who may read which part stands in `confidential.py`; what is recorded is kept by `keep.py`, a verb at a time.
"""
