"""The verbs of `course`, a file each: its arguments, and what it does.

`environments` is no verb: `test` and noxfile.py share it. `surroundings` is what `doctor` looks at.
"""
