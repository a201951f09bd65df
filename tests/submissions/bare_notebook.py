# what: a notebook that lies among the folders
# lesson: 2
# zero: none
# status: ok
# as: bare
# %%
@rest
