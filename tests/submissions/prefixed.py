# what: the name of the student before that of the notebook
# lesson: 2
# zero: none
# status: ok
# as: kim_minjun_02_convolution_and_pooling (3).ipynb
# %%
@rest
