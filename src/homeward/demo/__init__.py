"""A made-up county, so that everybody can try Homeward without a single real child in it.

`county.make_county` invents as many children as you like, with the ages, homes, goals and lengths of stay that are
published of Wisconsin, and with people who are late, forget and catch up as people do. `cast` holds the children with
a name and a story: each shows one rule at work, and tests, documents and demonstrations share them.
"""
