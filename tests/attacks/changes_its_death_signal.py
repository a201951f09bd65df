# what: a cell that asks for another signal at the death of its parent, one that it ignores
# lesson: 2
# zero: none
# status: ok
# %%
import ctypes
import signal

for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGUSR1):
    signal.signal(number, signal.SIG_IGN)
    if ctypes.CDLL(None).prctl(1, int(number), 0, 0, 0) == 0:
        raise SystemExit
# %%
import os

os.setpgid(0, 0)
