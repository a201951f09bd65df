# what: jupytext's light format: no marks at all between cells
# lesson: 2
# zero: none
# status: ok
# as: script
# %%
# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: light
# ---

# # Convolution and pooling

@rest
# -
