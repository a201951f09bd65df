# what: answers in a module of the student's own beside the notebook
# lesson: 2
# zero: none
# status: ok
# as: notebook
# %%
from my_solution import *
# == my_solution.py
import math

import torch
from torch.nn import functional as F

@rest
