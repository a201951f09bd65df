# what: a definition and an endless training in one cell, and another below it
# lesson: 2
# zero: none
# status: ok
# as: notebook
# says: was stopped
# %%
@conv2d
while True:
    pass
@max_pool2d
# %%
@rest
