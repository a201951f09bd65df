# what: VS Code has marked the code cells as plain text
# lesson: 2
# zero: none
# status: ok
# as: language plaintext
# %%
@rest
