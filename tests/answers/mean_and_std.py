#%% right: as in the lesson
def mean_and_std(images):
    scaled = images.float() / 255
    return scaled.mean().item(), scaled.std().item()


#%% right: by the formula, divided by n
def mean_and_std(images):
    pixels = images.flatten().double() / 255
    mean = pixels.sum() / len(pixels)
    variance = ((pixels - mean) ** 2).sum() / len(pixels)
    return mean, variance.sqrt()


#%% right: divides the two numbers at the end
def mean_and_std(images):
    std, mean = torch.std_mean(images.double())
    return [mean / 255, std / 255]


#%% right: numbers of Python
def mean_and_std(images):
    pixels = [value / 255 for value in images.flatten().tolist()]
    mean = math.fsum(pixels) / len(pixels)
    squares = math.fsum((pixel - mean) ** 2 for pixel in pixels)
    return mean, math.sqrt(squares / (len(pixels) - 1))


#%% right: counts of the 256 values
def mean_and_std(images):
    counts = torch.bincount(images.flatten().long(), minlength=256).double()
    share = counts / counts.sum()
    values = torch.arange(256) / 255
    mean = (share * values).sum()
    variance = (share * (values - mean) ** 2).sum()
    return mean.item(), variance.item() ** 0.5


#%% right: mean of the squares less square of the mean
def mean_and_std(images):
    scaled = images.double() / 255
    mean = scaled.mean()
    return mean, ((scaled**2).mean() - mean**2).sqrt()


#%% right: with numpy
import numpy as np


def mean_and_std(images):
    scaled = images.numpy() / 255
    return np.mean(scaled), np.std(scaled)


#%% right: one image after the other
def mean_and_std(images):
    total = total_of_squares = 0.0
    for image in images:
        scaled = image.double() / 255
        total += scaled.sum().item()
        total_of_squares += scaled.square().sum().item()
    mean = total / images.numel()
    return mean, math.sqrt(total_of_squares / images.numel() - mean**2)


#%% wrong: not divided | Divide by 255 first
def mean_and_std(images):
    pixels = images.float()
    return pixels.mean().item(), pixels.std().item()


#%% wrong: only the standard deviation is divided | Divide by 255 first
def mean_and_std(images):
    return images.float().mean(), (images.float() / 255).std()


#%% wrong: the variance | Take its square root
def mean_and_std(images):
    scaled = images.float() / 255
    return scaled.mean(), scaled.var()


#%% wrong: the mean of each image's standard deviation | each image's own standard deviation
def mean_and_std(images):
    scaled = images.float() / 255
    stds = [image.std() for image in scaled]
    return scaled.mean(), sum(stds) / len(stds)


#%% wrong: the mean of each pixel's standard deviation | over all pixels of all images
def mean_and_std(images):
    scaled = images.float() / 255
    return scaled.mean(), scaled.std(dim=0, correction=0).mean()


#%% wrong: exchanged, as std_mean gives them | The two numbers are exchanged
def mean_and_std(images):
    return torch.std_mean(images.float() / 255)


#%% wrong: divided by 256 | not by 256
def mean_and_std(images):
    scaled = images.float() / 256
    return scaled.mean(), scaled.std()


#%% wrong: divided by the largest value there | Divide by 255
def mean_and_std(images):
    scaled = images.float() / images.max()
    return scaled.mean(), scaled.std()


#%% wrong: uint8 has no mean | Read the message
def mean_and_std(images):
    return images.mean() / 255, images.std() / 255


#%% wrong: whole division | as floats
def mean_and_std(images):
    scaled = (images // 255).float()
    return scaled.mean(), scaled.std()


#%% wrong: whole division in place | in place
def mean_and_std(images):
    images //= 255
    return images.float().mean(), images.float().std()


#%% wrong: fractions into whole numbers | Read the message
def mean_and_std(images):
    images /= 255
    return images.mean(), images.std()


#%% wrong: squares do not fit into uint8 | as floats
def mean_and_std(images):
    mean = images.float().mean() / 255
    mean_of_squares = (images**2).float().mean() / 255**2
    return mean, (mean_of_squares - mean**2).sqrt()


#%% wrong: the first image only | of all images
def mean_and_std(images):
    first = images[0].float() / 255
    return first.mean(), first.std()


#%% wrong: divided by the number of images | over all pixels
def mean_and_std(images):
    scaled = images.float() / 255
    mean = scaled.sum() / len(images)
    return mean, (((scaled - mean) ** 2).sum() / len(images)).sqrt()


#%% wrong: the mean distance from the mean | the standard deviation over all pixels
def mean_and_std(images):
    scaled = images.float() / 255
    mean = scaled.mean()
    return mean, (scaled - mean).abs().mean()


#%% wrong: the figures of MNIST | MNIST
def mean_and_std(images):
    return 0.1307, 0.3081


#%% wrong: the mean alone | Return two numbers
def mean_and_std(images):
    return (images.float() / 255).mean()


#%% wrong: a dictionary | Return two numbers
def mean_and_std(images):
    scaled = images.float() / 255
    return {"mean": scaled.mean().item(), "std": scaled.std().item()}


#%% wrong: no return | Return two numbers
def mean_and_std(images):
    scaled = images.float() / 255
    mean, std = scaled.mean(), scaled.std()


#%% wrong: a mean image | A number is wanted; a tensor of shape
def mean_and_std(images):
    scaled = images.float() / 255
    return scaled.mean(dim=0), scaled.std(dim=0)


#%% wrong: axes are kept | A single number is wanted
def mean_and_std(images):
    scaled = images.float() / 255
    axes = (0, 1, 2)
    return scaled.mean(dim=axes, keepdim=True), scaled.std(dim=axes, keepdim=True)


#%% wrong: rounded to two places | as floats
def mean_and_std(images):
    scaled = images.float() / 255
    return round(scaled.mean().item(), 2), round(scaled.std().item(), 2)
