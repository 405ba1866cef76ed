"""The workspace on disk: vintages, observations, runs."""
