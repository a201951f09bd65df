# what: a name that is used for a result once the check has passed
# lesson: 2
# zero: none
# status: ok
# as: notebook
# %%
@rest
# %%
conv_output_size = conv_output_size(28, 3)
edge_kernel = edge_kernel("vertical")
