"""Pages that a bench serves: apart, since a page finds what stands beside it before all else."""
