# what: every cell begins with %%time or %%capture
# lesson: 2
# zero: none
# status: ok
# as: notebook
# %%
%%time
@conv2d
# %%
%%capture
@rest
