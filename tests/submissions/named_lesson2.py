# what: lesson2.ipynb, as a student names it
# lesson: 2
# zero: none
# status: ok
# as: lesson2.ipynb
# %%
@rest
