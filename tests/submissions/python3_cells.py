# what: cells whose language is "Python" and "python3"
# lesson: 2
# zero: none
# status: ok
# as: language Python
# %%
@conv2d
# %%
@rest
