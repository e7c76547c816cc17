"""Changes of the tables of learning on the job."""
