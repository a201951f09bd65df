# what: a cell that starts threads until there are no more to be had, and leaves them running
# lesson: 2
# zero: none
# status: ok
# %%
import threading

never = threading.Event()
while True:
    threading.Thread(target=never.wait, daemon=True).start()
