# what: an endless loop at the very end
# lesson: 2
# zero: none
# status: ok
# as: notebook
# %%
@rest
# %%
while True:
    pass
