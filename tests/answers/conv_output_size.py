#%% right: by the formula
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError("no window fits")
    return (size + 2 * padding - window) // stride + 1


#%% right: counts the places where a window can start
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    window = 1 + dilation * (kernel_size - 1)
    starts = range(-padding, size + padding - window + 1, stride)
    if not starts:
        raise ValueError(f"a window of {window} does not fit into {size + 2 * padding}")
    return len(starts)


#%% right: moves a window until it sticks out
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    end = (kernel_size - 1) * dilation + 1
    count = 0
    while end <= size + 2 * padding:
        count += 1
        end += stride
    if count == 0:
        raise ValueError("no window fits")
    return count


#%% right: rounds down with math.floor and refuses afterwards
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    left = size + 2 * padding - dilation * (kernel_size - 1) - 1
    result = math.floor(left / stride + 1)
    if result < 1:
        raise ValueError("no window fits")
    return result


#%% right: lets torch cut the windows out and counts them
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    row = torch.zeros(size + 2 * padding)
    try:
        return len(row.unfold(0, dilation * (kernel_size - 1) + 1, stride))
    except RuntimeError:
        raise ValueError("no window fits") from None


#%% right: a tensor with a single number
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    left = torch.tensor(size + 2 * padding - dilation * (kernel_size - 1) - 1)
    if left < 0:
        raise ValueError("no window fits")
    return torch.div(left, stride, rounding_mode="floor") + 1


#%% wrong: rounds up | round down
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError("no window fits")
    return math.ceil((size + 2 * padding - window) / stride) + 1


#%% wrong: rounds to the nearest number | round down
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError("no window fits")
    return round((size + 2 * padding - window) / stride) + 1


#%% wrong: forgets the + 1 at the end | Add 1 at the end
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError("no window fits")
    return (size + 2 * padding - window) // stride


#%% wrong: adds 2 at the end | One too many
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError("no window fits")
    return (size + 2 * padding - window) // stride + 2


#%% wrong: forgets the − 1 before the division | check what is subtracted
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    left = size + 2 * padding - dilation * (kernel_size - 1)
    if left < 1:
        raise ValueError("no window fits")
    return left // stride + 1


#%% wrong: adds 1 before the division | not before it
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError("no window fits")
    return (size + 2 * padding - window + 1) // stride


#%% wrong: padding on one side | both sides
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return (size + padding - dilation * (kernel_size - 1) - 1) // stride + 1


#%% wrong: ignores padding | padding has no effect
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return (size - dilation * (kernel_size - 1) - 1) // stride + 1


#%% wrong: ignores stride | stride has no effect
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError("no window fits")
    return size + 2 * padding - window + 1


#%% wrong: ignores dilation | dilation has no effect
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    if size + 2 * padding < kernel_size:
        raise ValueError("no window fits")
    return (size + 2 * padding - kernel_size) // stride + 1


#%% wrong: the window as dilation times kernel_size | not dilation
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * kernel_size) // stride + 1


#%% wrong: divides with / | not with /
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError("no window fits")
    return (size + 2 * padding - window) / stride + 1


#%% wrong: never refuses | no window fits
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1


#%% wrong: refuses with an assert | raises AssertionError
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    window = dilation * (kernel_size - 1) + 1
    assert size + 2 * padding >= window, "no window fits"
    return (size + 2 * padding - window) // stride + 1


#%% wrong: gives 0 where it should refuse | Raise ValueError
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        return 0
    return (size + 2 * padding - window) // stride + 1


#%% wrong: forgets the dilation when it refuses | no window fits
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    if size + 2 * padding < kernel_size:
        raise ValueError("no window fits")
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1


#%% wrong: forgets the padding when it refuses | a window fits
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    window = dilation * (kernel_size - 1) + 1
    if size < window:
        raise ValueError("the kernel is too large")
    return (size + 2 * padding - window) // stride + 1


#%% wrong: fits the example only | term by term
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return 24


#%% wrong: prints and returns nothing | returned None
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError("no window fits")
    print((size + 2 * padding - window) // stride + 1)


#%% wrong: height and width instead of one side | A number is wanted
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    side = (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1
    return side, side


#%% wrong: does not take dilation | Read the message
def conv_output_size(size, kernel_size, stride=1, padding=0):
    if size + 2 * padding < kernel_size:
        raise ValueError("no window fits")
    return (size + 2 * padding - kernel_size) // stride + 1


#%% wrong: the function of the course under the same name | Well found
from course_utils.shapes import conv_output_size


#%% wrong: the function of the course, called by another name | Well found
from course_utils.shapes import conv_output_size as size_of_the_course


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return size_of_the_course(size, kernel_size, stride, padding, dilation)


#%% wrong: refuses a window that fits exactly | < and not <=
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    left = size + 2 * padding - dilation * (kernel_size - 1) - 1
    if left <= 0:
        raise ValueError("no window fits")
    return left // stride + 1


#%% wrong: padding before stride | The arguments stride and padding stand in each other's place
def conv_output_size(size, kernel_size, padding=0, stride=1, dilation=1):
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError("no window fits")
    return (size + 2 * padding - window) // stride + 1
