#%% right: as in the lesson, with a transform
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images = images
        self.labels = labels
        self.transform = transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float() / 255
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])


#%% right: everything scaled at the start
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        super().__init__()
        self.scaled = images.float().div(255).unsqueeze(1)
        self.answers = labels.tolist()
        self.transform = transform

    def __len__(self):
        return self.scaled.shape[0]

    def __getitem__(self, index):
        image, label = self.scaled[index], self.answers[index]
        if self.transform:
            return self.transform(image), label
        return image, label


#%% right: no base class, and a transform that does nothing
class DigitsDataset:
    def __init__(self, images, labels, transform=None):
        self.pairs = list(zip(images, labels))
        self.transform = transform or (lambda image: image)

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, index):
        image, label = self.pairs[index]
        return self.transform(image[None] / 255), label.item()


#%% right: torchvision scales
from torchvision.transforms.functional import to_tensor


class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        image = to_tensor(self.images[index].numpy())
        if self.transform is not None:
            image = self.transform(image)
        return image, self.labels[index].item()


#%% right: beside tensors that have the names of attributes
images = torch.zeros(4, 28, 28, dtype=torch.uint8)
labels = torch.arange(4)


class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images = images
        self.labels = labels
        self.transform = transform

    def __len__(self):
        return self.images.size(0)

    def __getitem__(self, index):
        image = self.images[index].reshape(1, 28, 28).to(torch.float32) / 255
        image = image if self.transform is None else self.transform(image)
        return image, int(self.labels[index])


#%% wrong: not divided | still go from 0 to 255
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float()
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])


#%% wrong: no channel | a channel is missing
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].float() / 255
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])


#%% wrong: the channel comes last | it should be 1×28×28
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(-1).float() / 255
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])


#%% wrong: left as whole numbers | The image is uint8
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0)
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])


#%% wrong: whole division before float | Divide with /
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = (self.images[index] // 255).float().unsqueeze(0)
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])


#%% wrong: divided by 256 | not by 256
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float() / 256
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])


#%% wrong: divided at the start and again for each sample | divided by 255 twice
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images = images.float() / 255
        self.labels = labels
        self.transform = transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0) / 255
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])


#%% wrong: double precision | The dtype is torch.float64
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).double() / 255
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])


#%% wrong: rows for columns | Rows and columns are exchanged
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].T.unsqueeze(0).float() / 255
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])


#%% wrong: the label is a tensor | The label is an int
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float() / 255
        if self.transform is not None:
            image = self.transform(image)
        return image, self.labels[index]


#%% wrong: the label of the image before | the label of another image
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float() / 255
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index - 1])


#%% wrong: always the first sample | not those of that image
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[0].unsqueeze(0).float() / 255
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[0])


#%% wrong: label before image | A torch.Tensor of shape 1×28×28 is wanted
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float() / 255
        if self.transform is not None:
            image = self.transform(image)
        return int(self.labels[index]), image


#%% wrong: returns the image alone | An item is a pair
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float() / 255
        if self.transform is not None:
            image = self.transform(image)
        return image


#%% wrong: returns only where there is a transform | An item is a pair
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float() / 255
        if self.transform is not None:
            image = self.transform(image)
            return image, int(self.labels[index])


#%% wrong: no transform at all | transform is not used
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images = images
        self.labels = labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float() / 255
        return image, int(self.labels[index])


#%% wrong: the result of transform is thrown away | transform is not used
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float() / 255
        if self.transform is not None:
            self.transform(image)
        return image, int(self.labels[index])


#%% wrong: calls a transform that is not there | Read the message
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float() / 255
        return self.transform(image), int(self.labels[index])


#%% wrong: transform gets the raw image | transform gets the float image
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index]
        if self.transform is not None:
            image = self.transform(image)
        return image.unsqueeze(0).float() / 255, int(self.labels[index])


#%% wrong: transform comes before the division | transform gets the float image
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float()
        if self.transform is not None:
            image = self.transform(image)
        return image / 255, int(self.labels[index])


#%% wrong: transform comes before the channel | transform gets the float image
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].float() / 255
        if self.transform is not None:
            image = self.transform(image)
        return image.unsqueeze(0), int(self.labels[index])


#%% wrong: transform gets all images at once | transform gets the float image
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images = images.unsqueeze(1).float() / 255
        if transform is not None:
            self.images = transform(self.images)
        self.labels = labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return self.images[index], int(self.labels[index])


#%% wrong: length is the number of pixels | len(dataset) is the number of images
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return self.images.numel()

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float() / 255
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])


#%% wrong: length is that of MNIST | len(dataset) is the number of images
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return 60_000

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float() / 255
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])


#%% wrong: no length | Read the message
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float() / 255
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])


#%% wrong: divides whole numbers in place | have changed
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index]
        image //= 255
        image = image.unsqueeze(0).float()
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])


#%% wrong: puts fractions into whole numbers | Read the message
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images = images
        self.images /= 255
        self.labels = labels
        self.transform = transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0)
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])


#%% wrong: inherits from the course's own data set | Well found
from course_utils.data import InMemoryDataset


class DigitsDataset(InMemoryDataset):
    pass
