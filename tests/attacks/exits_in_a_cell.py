# what: two cells that end the process: by its own wish, and by reading where no memory is
# lesson: 2
# zero: none
# status: ok
# %%
import os

os._exit(3)
# %%
import ctypes

ctypes.string_at(0)
