# what: a notebook in UTF-16
# lesson: 2
# zero: none
# status: ok
# as: encoding utf-16
# %%
# 합성곱
@rest
