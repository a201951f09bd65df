# what: a thread that becomes another program, which keeps the pipe and never ends
# lesson: 2
# zero: none
# status: ok
# %%
import os
import sys
import threading
import time

SOURCE = "import time\nwhile True: time.sleep(1)"
for number in range(3, 64):
    try:
        os.set_inheritable(number, True)
    except OSError:
        continue
words = [sys.executable, "-I", "-S", "-c", SOURCE, "left-behind-by-an-attack"]
threading.Thread(target=os.execv, args=(sys.executable, words)).start()
time.sleep(60)
