# what: the notebook as it was handed out, and the answers in a .py beside it
# lesson: 2
# zero: none
# status: ok
# as: script beside a stub
# %%
@rest
