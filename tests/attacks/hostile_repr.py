# what: an object that lies about its class and its length, and whose text never ends
# lesson: 2
# zero: conv_output_size, receptive_field, edge_kernel
# status: ok or timeout
# %%
class Liar:
    @property
    def __class__(self):
        return int

    def __repr__(self):
        while True:
            pass

    __str__ = __format__ = __repr__

    def __len__(self):
        return 2**62

    def __iter__(self):
        while True:
            yield 1

    def __index__(self):
        return 24

    def item(self):
        return self

    def __del__(self):
        raise SystemExit


class Named(type):
    __name__ = property(lambda cls: 10**6 * "<script>")


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return Liar()


def receptive_field(layers):
    raise type("Odd", (Exception,), {"__str__": lambda self: 10**7 * "=HYPERLINK()"})()


class Edge(metaclass=Named):
    pass


def edge_kernel(direction):
    return Edge()
