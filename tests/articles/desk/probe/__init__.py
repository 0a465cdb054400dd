"""Every address of the desk, asked and posted to by every kind of person: what they may, and nothing else."""
