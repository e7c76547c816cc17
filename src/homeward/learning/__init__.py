"""Learning on the job: a guide, activities that learner and coach choose together, and the way to a next step.

Nothing is scored and nobody is ranked. The record belongs to the learner; the coach sees what the learner shares, and
an administrator sees how many took part.
"""
