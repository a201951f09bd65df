# what: one answer in the notebook, the others in a module beside it that it imports
# lesson: 2
# zero: none
# status: ok
# as: notebook
# %%
from my_helpers import *
# %%
@design
# == my_helpers.py
import math

import torch
from torch.nn import functional as F

@rest
