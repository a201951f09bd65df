# what: the lesson's own notebook, untouched
# lesson: 3
# zero: all
# status: lesson, not exercises
# as: the lesson
