"""The errors that beginners meet most, and what each of them means."""

import re

# Looked for in "Type: message"; the first that is found counts. The words name no number of the
# message: they are shown to students too whose inputs stay secret.
COMMON_ERRORS: dict[str, str] = {
    r"mat1 and mat2 shapes cannot be multiplied": (
        "A linear layer met another number of features than it was made for. mat1 is what goes "
        "in: images × features. mat2 are the layer's weights: in_features × out_features. The "
        "second number of mat1 must be in_features. Are the images flattened, and with "
        "start_dim=1, so that each keeps its own row?"
    ),
    r"Expected all tensors to be on the same device": (
        "One tensor is on the CPU and another on the GPU. Make new tensors where the input is: "
        "`torch.zeros(…, device=images.device)`."
    ),
    r"No CUDA|not compiled with CUDA|no NVIDIA driver|CUDA.*not available": (
        "Here is no GPU that torch can use. Leave .cuda() and 'cuda' out, and work on the device "
        "of the input: `images.device`."
    ),
    r"expected scalar type|expected target dtype|to have the same dtype|same dtype, but got"
    r"|(Input|weight) type .* should be the same": (
        "Two tensors have different dtypes. Whole numbers become the usual float32 with .float(), "
        "labels must be whole numbers (.long()), and NumPy's floats are float64."
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
    r"'NoneType' object is not callable": (
        "Something that is called with parentheses is None. Was it given the result of a function "
        "that returns nothing, or is there a `return` missing?"
    ),
    r"is missing the required \"forward\" function": (
        "The class has no forward method. Is it spelt `forward`, and does it stand inside the "
        "class, as far to the right as __init__ and not within it?"
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
