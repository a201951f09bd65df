"""What a graded class leaves: the gradebook, files that systems import, feedback, a summary."""
