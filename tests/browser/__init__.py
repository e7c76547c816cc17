"""The website as a person meets it: in a real browser, with its script and without, wide and narrow."""
