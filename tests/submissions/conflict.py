# what: Git has left both versions in the file
# lesson: 2
# zero: none
# status: ok
# as: conflict
# says: Git left both versions
# %%
@rest
