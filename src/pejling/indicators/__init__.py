"""What is measured: declarations, shapes, catalogue."""
