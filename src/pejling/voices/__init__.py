"""What staff and citizens say: questionnaires and their answers."""
