# what: the weights lie one folder above the notebook, as best_model (1).pt
# lesson: 6
# zero: none
# status: ok
# as: weights above
# %%
@rest
