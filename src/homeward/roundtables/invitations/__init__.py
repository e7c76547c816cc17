"""Who is told of a roundtable, and what she answers: letters, entries for calendars, guests, the tribe, reminders."""
