# what: the cell of the exercise still stands below the answer
# lesson: 2
# zero: none
# status: ok
# as: notebook
# %%
@rest
# %%
def conv2d(images, weight, bias=None, stride=1, padding=0):
    """Convolve."""
    # YOUR CODE HERE
    raise NotImplementedError()
