"""The permanency plan: its parts, drafts, filing, versions, and what is different between two of them."""
