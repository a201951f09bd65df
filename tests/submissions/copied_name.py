# what: the name that a learner's copy of the exercises has
# lesson: 2
# zero: none
# status: ok
# as: 02_exercises_convolution_and_pooling.ipynb
# %%
@rest
