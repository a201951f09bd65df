"""Beside a student's code, in a notebook and in a box: it knows nothing of what is right."""
