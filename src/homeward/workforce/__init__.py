"""The people of the work: agencies, units, who has which role from when to when, and who covers for whom.

An agency may stand below another (a contractor below its county division). Everything has dates: who was a case
manager in March, and whom she covered in the second week of June, can be told afterwards. An agency marked as practice
holds made-up children for those who are learning; no count and no list of the real work includes it.
"""
