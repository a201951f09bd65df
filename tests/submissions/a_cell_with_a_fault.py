# what: a line that is no Python, in the middle of a cell with all answers
# lesson: 2
# zero: none
# status: ok
# as: notebook
# %%
@conv2d

this is my answer:

@rest
