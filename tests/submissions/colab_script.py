# what: the .py that Colab downloads: prose in texts between the cells, shell lines as they were
# lesson: 2
# zero: none
# status: ok
# as: script
# %%
"""# Convolution and pooling

What I wrote in the exercise: *my* answers.
"""

# Commented out IPython magic to ensure Python compatibility.
# %matplotlib inline
!pip install course_utils

@rest

"""## The end"""
