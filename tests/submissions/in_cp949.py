# what: a notebook in a Korean encoding
# lesson: 2
# zero: none
# status: ok
# as: encoding cp949
# %%
# 합성곱
@rest
