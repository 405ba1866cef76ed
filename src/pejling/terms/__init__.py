"""The words: week, period, benefit, area, observation, text."""
