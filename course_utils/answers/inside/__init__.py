"""What runs in a box: the first lines, the worker, and its side of the talk with the grader."""
