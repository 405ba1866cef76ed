"""Sentences generated from the comparison that drew the symbol, in Danish and English."""
