# what: the lesson's notebook, which shows two answers, lies beside the exercises, of which one is done
# lesson: 5
# zero: LeNet, fit, confusion_matrix, most_confident_mistakes, read_the_record
# status: ok
# as: beside the lesson
# %%
@reliability
