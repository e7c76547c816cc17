"""Permanency roundtables: who needs one, people and rooms, convening, and who sees it until its form is done.

The meeting's own record stands in the child's file. What is announced or held is an event there, recorded through
`obligations`; here stands what is arranged around it.
"""
