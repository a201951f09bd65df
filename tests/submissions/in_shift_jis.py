# what: a notebook in a Japanese encoding, in which a sign ends in a backslash
# lesson: 2
# zero: none
# status: ok
# as: encoding shift_jis
# %%
# 表を予約する
@rest
