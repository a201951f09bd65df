"""The errors that beginners meet most, and what each of them means."""

import re

# Looked for in "Type: message"; the first that is found counts. The words name no number of the
# message: they are shown to students too whose inputs stay secret.
COMMON_ERRORS: dict[str, str] = {
    r"mat1 and mat2 shapes cannot be multiplied": (
        "In a product of matrices the second number of the left one (mat1) must be the first of "
        "the right one (mat2). In a linear layer mat1 is images × features, and mat2 in_features "
        "× out_features. Are the images flattened, with start_dim=1, so that each keeps its own "
        "row? Are the maps as large as you think: is a padding or a pooling missing?"
    ),
    # A convolution calls devices types.
    r"Expected all tensors to be on the same device"
    r"|Input type \((torch\.cuda\.|MPS)\w+\) and weight type \(torch\.(?!cuda)"
    r"|Input type \(torch\.(?!cuda)\w+\) and weight type \((torch\.cuda\.|MPS)": (
        "One tensor is on the CPU and another on the GPU. A check hands in tensors on the CPU: "
        "work on the device of the input, and make new tensors there, "
        "`torch.zeros(…, device=images.device)`."
    ),
    r"No CUDA|not compiled with CUDA|no NVIDIA driver|CUDA.*not available": (
        "Here is no GPU that torch can use. Leave .cuda() and 'cuda' out, and work on the device "
        "of the input: `images.device`."
    ),
    r"expected scalar type|expected target dtype|to have the same dtype|same dtype, but got"
    r"|(Input|weight) type .* should be the same": (
        "Two tensors have different dtypes. One of another dtype becomes like x with .to(x.dtype), "
        "whole numbers become the usual float32 with .float(), labels must be whole numbers "
        "(.long()), and NumPy's floats are float64."
    ),
    r"missing \d+ required positional arguments?: 'self'": (
        "A method was called on the class and not on an object of it. Make one first, with "
        "parentheses: `model = TheClass()`, then `model(images)`."
    ),
    r"missing \d+ required positional argument": (
        "A function was called with fewer arguments than its first line lists. Compare the call "
        "with the line that begins with def; in a class the first argument is self."
    ),
    r"takes (0 positional arguments but 1 was|\d+ positional arguments? but \d+ were) given": (
        "A function got one argument too many. In a class, is `self` missing in the first line of "
        "the method? Python hands the object on as the first argument."
    ),
    r"shape '\[.*\]' is invalid for input of size": (
        "reshape and view keep the number of entries: multiply the numbers in the brackets, and "
        "compare. Is one of the sizes, or the tensor itself, another than you think?"
    ),
    r"The size of tensor a \(\d+\) must match the size of tensor b": (
        "The shapes of two tensors do not fit. Compare them from the last axis backwards: two "
        "sizes must be equal, or one of them 1. One number for each channel of N×C×H×W images "
        "needs the shape 1×C×1×1, one for each row of a table keepdim=True."
    ),
    r"leaf Variable that requires grad is being used in an in-place operation": (
        "A parameter cannot be changed in place while gradients are recorded. Change it under "
        "`with torch.no_grad():`."
    ),
    r"Boolean value of Tensor with more than one value is ambiguous": (
        "A tensor of several numbers is neither true nor false. To ask whether there is one, write "
        "`if bias is not None`."
    ),
    r"'int' object has no attribute": (
        "A name that stood for a module or a tensor stands for a number here. Was it assigned "
        "again? `F, C, … = weight.shape` takes F from torch.nn.functional, for instance."
    ),
    r"^NameError": (
        "Is the name spelt as where it was made? What __init__ keeps as self.x is self.x in "
        "forward too; what another cell imports must have run."
    ),
    r"'NoneType' object is not callable": (
        "Something that is called with parentheses is None. Was it given the result of a function "
        "that returns nothing, or is there a `return` missing?"
    ),
    r"not NoneType|operand type.*'NoneType'"
    r"|'NoneType' object (has no attribute|is not (subscriptable|iterable))": (
        "Something that is used there is None. A gradient is None until a backward pass reaches "
        "its parameter, a bias where its layer was made with bias=False, a result where `return` "
        "is missing. Ask `is None` first."
    ),
    r"is missing the required \"forward\" function": (
        "The class has no forward method. Is it spelt `forward`, and does it stand inside the "
        "class, as far to the right as __init__ and not within it?"
    ),
    r"^AttributeError: '(\w+(CNN|Net|Dataset)|LeNet|BatchNorm2d)' object has no attribute": (
        "What a method uses as self.… must have been kept in __init__ under the same name. Is "
        "__init__ spelt with two underscores on either side?"
    ),
    r"cannot assign module before Module.__init__": (
        "The first line of __init__ must be `super().__init__()`: then layers can be kept."
    ),
    r"^SystemExit": (
        "exit() ends the whole program. A function ends with `return`, a loop with `break`."
    ),
    r"^KeyboardInterrupt": "That is what Ctrl-C raises. Leave it to whoever sits at the keyboard.",
}


def meaning(error: str) -> str:
    """What an error means, as "TypeError: its message"; empty where it is not a common one."""
    for pattern, words in COMMON_ERRORS.items():
        if re.search(pattern, error):
            return words
    return ""
