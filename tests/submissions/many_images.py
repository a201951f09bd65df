# what: a folder of 2,100 images and an environment before the notebook
# lesson: 2
# zero: none
# status: ok
# as: many images
# %%
@rest
