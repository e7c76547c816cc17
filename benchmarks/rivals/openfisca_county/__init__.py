"""The rules as an OpenFisca country package: one entity, the stay in care; variables computed for many as of a day.

OpenFisca knows a value of an entity at a time, and no list of occasions. So it states what there is one of:

* whole obligations: `wi.permanency-plan`, `wi.relative-notice`, `wi-dmcps.rating-initial`; of stays that are open also
  the last occasion of `wi.permanency-hearing` and `wi-dmcps.rating-before-hearing`;
* of open stays whose 22-month count is unbroken also `wi-dmcps.roundtable-every-six-months`, the determination (without
  its reasons) and the months in care; of `us.tpr-15-of-22` only the day, where nothing was taken out of the count.

What one placement or one list decides (who is missing since when, the first rating after the last hearing) is prepared
before, in `preparation.py`. All else it can not state: earlier occasions, counts over several stays, the first event
after each of several days.
"""
