"""The policy handbook on the web: every rule of the agency's manual with its source, reading and examples. Public."""
