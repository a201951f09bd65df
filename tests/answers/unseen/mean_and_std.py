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
