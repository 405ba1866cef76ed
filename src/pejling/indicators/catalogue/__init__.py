"""One small file an indicator, nothing else."""
