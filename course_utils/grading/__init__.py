"""Grading: students' code runs in a box, what is wanted and the comparison stay outside."""
