# what: a cell whose shell lines leave 70,000 notes, which the grader compares each with all
# lesson: 2
# zero: none
# status: ok
# %%
get_ipython().notes += [f"{n:x}" for n in range(70_000)]
