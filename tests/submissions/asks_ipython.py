# what: lines that ask IPython, and the old form of a magic
# lesson: 2
# zero: none
# status: ok
# as: notebook
# %%
from IPython import get_ipython
get_ipython().magic("matplotlib inline")
get_ipython().run_line_magic("autosave", "60")
@rest
