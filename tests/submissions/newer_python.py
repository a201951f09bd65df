# what: syntax that the grader's Python does not have yet
# lesson: 2
# zero: design
# status: ok
# as: notebook
# says: which grades here
# %%
def design(size, output_size, min_field):
    return t"{size}" <=> output_size
# %%
@rest
