# what: an answer that takes memory, ends its main thread and goes on in another
# lesson: 2
# zero: conv_output_size
# status: died or timeout
# %%
import ctypes
import os
import signal
import threading
import time

libc = ctypes.CDLL(None)


def stay():
    held = bytearray(500 * 2**20)
    for page in range(0, len(held), 4096):
        held[page] = 1
    while True:
        time.sleep(0.1)


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    libc.prctl(1, 0, 0, 0, 0)
    threading.Thread(target=stay).start()
    time.sleep(1)
    libc.pthread_exit(None)
