"""What may leave, with proof."""
