# what: a cell that never ends; the answers in other cells are right
# lesson: 2
# zero: none
# status: ok
# %%
while True:
    pass
