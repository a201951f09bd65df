# what: objects that run a command where they are pickled or copied
# lesson: 2
# zero: conv_output_size, edge_kernel
# status: ok
# %%
import os


class Command:
    def __reduce_ex__(self, protocol):
        return os.system, ("touch left-behind-by-an-attack",)

    def __deepcopy__(self, memo):
        os.system("touch left-behind-by-an-attack")
        return self


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return Command()


def edge_kernel(direction):
    return [Command(), {"a": Command()}]
