# what: pipes as large as the kernel lets them be
# lesson: 2
# zero: none
# status: ok
# %%
import fcntl
import os

held = []
total = 0
while True:
    try:
        reading, writing = os.pipe()
    except OSError:
        break
    held.append(writing)
    os.set_blocking(writing, False)
    fcntl.fcntl(writing, 1031, 2**20)  # F_SETPIPE_SZ
    total += os.write(writing, bytes(2**20))
