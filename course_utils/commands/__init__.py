"""The verbs of `course`, a file each: its arguments, and what it does."""
