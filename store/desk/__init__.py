"""Use cases, one module per desk of the office. SQL is written here and in the vault, nowhere else."""
