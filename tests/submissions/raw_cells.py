# what: the answers stand in raw cells
# lesson: 2
# zero: none
# status: ok
# as: raw
# says: is a raw cell
# %%
@conv2d
# %%
@rest
