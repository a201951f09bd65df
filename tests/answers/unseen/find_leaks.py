#%% wrong: compares only images that stand at the same place
def find_leaks(train, validation):
    leaks = []
    for i in range(min(len(train), len(validation))):
        if torch.equal(train[i], validation[i]):
            leaks.append((i, i))
    return leaks

#%% wrong: Python's `in` on a tensor, then the first place found
def find_leaks(train, validation):
    leaks = []
    for i in range(len(validation)):
        if validation[i] in train:
            same = (train == validation[i]).nonzero()[0]
            leaks.append((i, int(same[0])))
    return leaks

#%% wrong: index of each row among the unique ones, training index kept once
def find_leaks(train, validation):
    seen = {tuple(image.flatten().tolist()): i for i, image in enumerate(train)}
    leaks = []
    for i, image in enumerate(validation):
        key = tuple(image.flatten().tolist())
        if key in seen:
            leaks.append((i, seen[key]))
    return leaks


#%% right: dictionary of tuples of numbers
from collections import defaultdict


def find_leaks(train, validation):
    """All pairs (index in validation, index in train) of images that are the same."""

    def key_of(image):
        return tuple(image.flatten().tolist())

    places = defaultdict(list)
    for i, image in enumerate(train):
        places[key_of(image)].append(i)
    return [(i, j) for i, image in enumerate(validation) for j in places.get(key_of(image), [])]

#%% right: each validation image against all of train at once
def find_leaks(train, validation):
    rows = train.reshape(len(train), -1)
    pairs = []
    for i, image in enumerate(validation):
        same = (rows == image.reshape(1, -1)).all(dim=1)
        for j in same.nonzero()[:, 0].tolist():
            pairs.append((i, j))
    return pairs

#%% right: torch.unique gives each different image a number, tensor M x 2
def find_leaks(train, validation):
    everything = torch.cat([train, validation]).flatten(1)
    _, number = torch.unique(everything, dim=0, return_inverse=True)
    train_number = number[: len(train)]
    validation_number = number[len(train) :]
    return (validation_number[:, None] == train_number[None, :]).nonzero()

#%% wrong: an image that stands twice in validation is kept once only
def find_leaks(train, validation):
    places = {image.numpy().tobytes(): i for i, image in enumerate(validation)}
    pairs = []
    for j, image in enumerate(train):
        i = places.get(image.numpy().tobytes())
        if i is not None:
            pairs.append((i, j))
    return pairs

#%% wrong: float images are rounded to 256 levels, nearly equal ones become equal
def find_leaks(train, validation):
    def whole(images):
        if images.is_floating_point():
            return (images * 255).round().to(torch.uint8)
        return images

    places = {}
    for j, image in enumerate(whole(train)):
        places.setdefault(image.numpy().tobytes(), []).append(j)
    pairs = []
    for i, image in enumerate(whole(validation)):
        for j in places.get(image.numpy().tobytes(), []):
            pairs.append((i, j))
    return pairs

#%% wrong: all() over two axes only, N x 1 x H x W leaves an axis and makes false indices
def find_leaks(train, validation):
    pairs = []
    for i, image in enumerate(validation):
        same = (train == image).all(dim=-1).all(dim=-1)
        for j in same.nonzero().flatten().tolist():
            pairs.append((i, j))
    return pairs

#%% wrong: differences are added up without abs, they may cancel
def find_leaks(train, validation):
    rows = train.flatten(1).double()
    pairs = []
    for i, image in enumerate(validation.flatten(1).double()):
        difference = (rows - image).sum(dim=1)
        for j in (difference == 0).nonzero().flatten().tolist():
            pairs.append((i, j))
    return pairs

#%% wrong: tensor 2 x M instead of M x 2
def find_leaks(train, validation):
    rows = train.flatten(1)
    same = torch.stack([(rows == image).all(dim=1) for image in validation.flatten(1)])
    return torch.stack(torch.where(same))
