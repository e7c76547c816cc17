"""The agency's own house: people, roles, invitations, who works with which child, agreements, what to review."""
