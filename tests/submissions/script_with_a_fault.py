# what: a script in which one function is no Python: it costs only itself
# lesson: 2
# zero: design
# status: ok
# as: script
# says: is no Python
# %%
@rest
# %%
def design(size, output_size, min_field)
    return []
