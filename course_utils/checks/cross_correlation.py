"""What a filter answers to one image."""

from torch import Tensor
from torch.nn import functional as F


def cross_correlation(image: Tensor, kernel: Tensor) -> Tensor:
    """The sums of an image H×W times a filter h×w on it, whole windows only: (H−h+1)×(W−w+1)."""
    return F.conv2d(image[None, None], kernel[None, None])[0, 0]
