"""What each person sees when she signs in: her day, her children, one child, what is due, who needs a roundtable.

Every page begins with who opens it (`page.signed_in`) and reads only children whom `casefile.visibility` lets her see.
What she records goes through the actions of `obligations`.
"""
