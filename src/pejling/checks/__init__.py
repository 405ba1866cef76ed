"""What can be wrong with data: one small file a check, each with a fault that it finds."""
