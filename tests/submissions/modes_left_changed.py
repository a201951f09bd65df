# what: a late cell changes the modes of torch for good
# lesson: 2
# zero: none
# status: ok
# as: notebook
# %%
@rest
# %%
torch.set_grad_enabled(False)
torch.set_default_dtype(torch.float64)
torch.set_default_device("meta")
