# what: empty files: their inodes take memory of the kernel that no limit of a process counts
# lesson: 2
# zero: none
# status: ok
# %%
import os

number = 0
while True:
    os.close(os.open(f"{number:0200d}", os.O_CREAT))
    number += 1
