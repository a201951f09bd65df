# what: honest: signs that str.splitlines takes for an end of line and Python does not, in texts and comments, wide letters before a semicolon, a page break, a coding line, marks of a merge in a text, letters that Python takes for others
# lesson: 2
# zero: none
# status: ok
# %%
# -*- coding: latin-1 -*-
import torch; größe = "äöü→𝟛€"; faktor = 2; weiß = "ß"; name = 'x'
# %%
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """The size. Copied from the web, with its separators,andwithothers."""
    # a comment with one, andanother
    left = size + 2 * padding - dilation * (kernel_size - 1) - 1  # leftover
    if left < 0:
        raise ValueError("no window fits")
    return left // stride + 1

def receptive_field(layers):
    field = step = 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return field

# %%
TEXT = """
My notes
=======
<<<<<<< HEAD
def edge_kernel(direction):
    return None
=======
def edge_kernel(direction):
    return 1
>>>>>>> theirs
"""; ÜBER = "é"; ÜBUNG = "è"
# %%
def ｅdge_kernel(direction):  # the first letter is a wide one: to Python it is an e
    if direction not in ("horizontal", "vertical"):
        raise ValueError(direction)
    größer = "é "; rows = torch.tensor([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -1.0, -1.0]]); ß = "→"
    return rows if direction == "horizontal" else rows.T
# %%
π = "π "; 𝐜𝐨𝐧𝐯𝟚𝐝_note = "bold"; assert conv2d_note == "bold"
# %%
def conv2d_loops(image, kernel):
	"""Indented by tabs."""
	k_height, k_width = kernel.shape; ä = "ä"
	out = torch.zeros(image.shape[0] - k_height + 1, image.shape[1] - k_width + 1, dtype=image.dtype)
	for row in range(out.shape[0]):
		for column in range(out.shape[1]):
			out[row, column] = (image[row : row + k_height, column : column + k_width] * kernel).sum()
	return out
