# what: an answer that never ends, takes no interrupt and catches everything
# lesson: 2
# zero: conv_output_size
# status: timeout
# %%
import signal


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
