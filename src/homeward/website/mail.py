"""What every run that sends e-mails has in common: whose fault a failure is, and when to try again."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Final

TAKEN_UP_AFTER: Final = timedelta(minutes=5)
"""So long after it was begun, one that is not sent was stopped in the middle; handing over takes far less."""

GIVE_UP_AFTER: Final = 3
"""So often in a row the mail server could not be reached."""

OF_ADDRESS: Final = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError, ValueError)
"""What is wrong with one message; every other error is the server's, or on the way to it."""
