# what: a cell that starts 32 threads and defines an answer
# lesson: 2
# zero: none
# status: ok
# as: notebook
# %%
@conv2d
import threading, time
for _ in range(32):
    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
@max_pool2d
# %%
@rest
