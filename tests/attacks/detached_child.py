# what: a child that leaves the session and goes on when the parent is gone
# lesson: 2
# zero: none
# status: ok
# %%
import subprocess
import sys

LOOP = "import time\nwhile True: time.sleep(1)  # left-behind-by-an-attack"
subprocess.Popen([sys.executable, "-c", LOOP], start_new_session=True)
# %%
import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            time.sleep(1)
    os._exit(0)
