"""Casework: appeals, caseloads, organisation, in the same declarations as everything else."""
