# what: a package that is not there, and what follows it in if, try, for and +=
# lesson: 2
# zero: none
# status: ok
# as: notebook
# says: needs the package pandas_that_is_not_there
# %%
import pandas_that_is_not_there
try:
    import torch
except ImportError:
    torch = None
if torch is not None:
    from torch.nn import functional as F
sizes = []
for k in (1, 2):
    sizes += [k]


def design(size, output_size, min_field):
    return own_design(size, output_size, min_field) if sizes == [1, 2] else None
# %%
@design as own_design
@rest
