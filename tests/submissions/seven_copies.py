# what: seven copies, of which one is answered
# lesson: 2
# zero: none
# status: ok
# as: seven copies
# %%
@rest
