# what: memory that no limit of a process counts: files in memory, segments, a mount of its own
# lesson: 2
# zero: none
# status: ok
# %%
import os

held = []
while True:
    number = os.memfd_create("held")
    os.write(number, bytes(10**7))
    held.append(number)
# %%
import ctypes

libc = ctypes.CDLL(None)
while libc.shmget(0, 10**8, 0o1600) >= 0:
    pass
# %%
import ctypes
import os

if ctypes.CDLL(None).unshare(0x10000000 | 0x00020000) == 0:
    ctypes.CDLL(None).mount(b"none", os.getcwd().encode(), b"tmpfs", 0, None)
    with open(os.path.join(os.getcwd(), "full"), "wb") as file:
        while True:
            file.write(bytes(10**7))
