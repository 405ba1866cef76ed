"""Ways out: one document model, its renderings."""
