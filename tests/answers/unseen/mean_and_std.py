#%% wrong: not scaled to [0, 1]
def mean_and_std(images):
    images = images.float()
    return images.mean().item(), images.std().item()

#%% wrong: mean of each image's own standard deviation
def mean_and_std(images):
    images = images.float() / 255
    means = images.mean(dim=(1, 2))
    stds = images.std(dim=(1, 2))
    return means.mean().item(), stds.mean().item()

#%% wrong: divided by the largest value found instead of 255
def mean_and_std(images):
    images = images.float()
    images = images / images.max()
    return images.mean().item(), images.std().item()

#%% wrong: variance, the root forgotten
def mean_and_std(images):
    images = images.float() / 255
    mean = images.mean()
    std = ((images - mean) ** 2).mean()
    return mean.item(), std.item()

#%% wrong: mean not subtracted before squaring
def mean_and_std(images):
    images = images.float() / 255
    mean = images.mean()
    std = torch.sqrt((images ** 2).mean())
    return mean.item(), std.item()

#%% wrong: MNIST's numbers whatever the images
def mean_and_std(images):
    return 0.1307, 0.3081


#%% right: torch.std_mean, put in order
def mean_and_std(images):
    """Mean and standard deviation of all pixels, scaled to values from 0 to 1."""
    std, mean = torch.std_mean(images.float() / 255)
    return mean, std

#%% right: NumPy, dividing by n
import numpy as np


def mean_and_std(images):
    pixels = np.asarray(images).astype(np.float64) / 255.0
    return [float(np.mean(pixels)), float(np.std(pixels))]

#%% right: loop over the images with running sums
def mean_and_std(images):
    n, total, squares = 0, 0.0, 0.0
    for image in images:
        pixels = image.double() / 255
        n += pixels.numel()
        total += pixels.sum().item()
        squares += (pixels * pixels).sum().item()
    mean = total / n
    variance = max(squares / n - mean**2, 0.0)
    return mean, math.sqrt(variance)

#%% wrong: std_mean gives the standard deviation first
def mean_and_std(images):
    return torch.std_mean(images.float() / 255)

#%% wrong: squares of uint8 run over
def mean_and_std(images):
    pixels = images.numpy()
    mean = pixels.mean() / 255
    mean_square = (pixels**2).mean() / 255**2
    return float(mean), math.sqrt(max(mean_square - mean**2, 0))

#%% wrong: the mean of each image's own spread
def mean_and_std(images):
    pixels = images.float() / 255
    return pixels.mean().item(), pixels.std(dim=(1, 2)).mean().item()

#%% wrong: divides by 256
def mean_and_std(images):
    pixels = images.float() / 256
    return pixels.mean().item(), pixels.std().item()

#%% wrong: black pixels are left out of the spread
def mean_and_std(images):
    pixels = images.float() / 255
    return pixels.mean().item(), pixels[pixels > 0].std().item()
