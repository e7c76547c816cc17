"""What is done about people, agencies and teams: who may do it is asked here, and each of it is noted in the audit."""
