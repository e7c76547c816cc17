"""The command line as a person or a nightly job meets it: what it prints, where, and with what exit status."""
