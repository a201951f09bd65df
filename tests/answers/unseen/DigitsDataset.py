#%% wrong: not divided by 255
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images = images
        self.labels = labels
        self.transform = transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0).float()
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])

#%% wrong: label handed back as a tensor
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images = images
        self.labels = labels
        self.transform = transform

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        image = self.images[index].float().unsqueeze(0) / 255
        if self.transform is not None:
            image = self.transform(image)
        return image, self.labels[index]

#%% wrong: channel dimension missing
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images = images.float() / 255
        self.labels = labels
        self.transform = transform

    def __len__(self):
        return self.images.shape[0]

    def __getitem__(self, index):
        image = self.images[index]
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])

#%% wrong: transform gets the uint8 image, scaling comes after it
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images = images
        self.labels = labels
        self.transform = transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].unsqueeze(0)
        if self.transform is not None:
            image = self.transform(image)
        return image.float() / 255, int(self.labels[index])

#%% wrong: the stored image is divided in place, so a second look at it differs
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images = images.unsqueeze(1).float()
        self.labels = labels
        self.transform = transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index]
        image /= 255
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])

#%% wrong: scaled by each image's own maximum instead of 255
class DigitsDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images = images
        self.labels = labels
        self.transform = transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].float().unsqueeze(0)
        image = image / image.max()
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[index])
