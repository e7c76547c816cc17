"""The stage of the permanency framework in which the work with a child stands."""
