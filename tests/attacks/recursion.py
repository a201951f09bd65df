# what: an answer that calls itself without end
# lesson: 2
# zero: conv_output_size
# status: ok
# %%
def conv_output_size(*arguments, **named):
    return conv_output_size(*arguments, **named)
