"""Django's own commands of the audit."""
