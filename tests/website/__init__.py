"""The website: the frame, the handbook, Try dates, sign-in."""
