#%% right: bytes as keys
def find_leaks(train, validation):
    places = {}
    for index, image in enumerate(train):
        places.setdefault(image.numpy().tobytes(), []).append(index)
    return [
        (index, place)
        for index, image in enumerate(validation)
        for place in places.get(image.numpy().tobytes(), [])
    ]


#%% right: one comparison for each validation image
def find_leaks(train, validation):
    rows = train.flatten(1)
    pairs = []
    for index, image in enumerate(validation.flatten(1)):
        same = (rows == image).all(dim=1)
        pairs += [(index, int(place)) for place in same.nonzero()]
    return pairs


#%% right: the matrix of all comparisons, pixel by pixel
def find_leaks(train, validation):
    a, b = validation.flatten(1), train.flatten(1)
    same = torch.ones(len(a), len(b), dtype=torch.bool)
    for pixel in range(a.shape[1]):
        same &= a[:, pixel, None] == b[None, :, pixel]
    return same.nonzero()


#%% right: numbers the different images with unique
def find_leaks(train, validation):
    together = torch.cat([train, validation]).flatten(1)
    _, which = torch.unique(together, dim=0, return_inverse=True)
    return torch.nonzero(which[len(train) :, None] == which[None, : len(train)])


#%% right: tuples as keys, the pairs in the order of train
def find_leaks(train, validation):
    places = {}
    for index, image in enumerate(validation):
        places.setdefault(tuple(image.flatten().tolist()), []).append(index)
    pairs = []
    for place, image in enumerate(train):
        key = tuple(image.flatten().tolist())
        if key in places:
            pairs += [[index, place] for index in places[key]]
    return pairs


#%% right: a sum to look for candidates, then every pixel
def find_leaks(train, validation):
    by_sum = {}
    for place, total in enumerate(train.flatten(1).double().sum(dim=1).tolist()):
        by_sum.setdefault(total, []).append(place)
    pairs = set()
    for index, total in enumerate(validation.flatten(1).double().sum(dim=1).tolist()):
        for place in by_sum.get(total, []):
            if torch.equal(train[place], validation[index]):
                pairs.add((index, place))
    return sorted(pairs)


#%% right: with numpy, all pairs at once and a list of tensors
def find_leaks(train, validation):
    rows = train.flatten(1).numpy()
    found = []
    for index, image in enumerate(validation.flatten(1).numpy()):
        for place in ((rows != image).sum(axis=1) == 0).nonzero()[0]:
            found.append((index, place))
    return found


#%% wrong: training first | The two indices of a pair are exchanged
def find_leaks(train, validation):
    places = {}
    for index, image in enumerate(train):
        places.setdefault(image.numpy().tobytes(), []).append(index)
    return [
        (place, index)
        for index, image in enumerate(validation)
        for place in places.get(image.numpy().tobytes(), [])
    ]


#%% wrong: the last copy alone | the last one only
def find_leaks(train, validation):
    places = {image.numpy().tobytes(): index for index, image in enumerate(train)}
    keys = [image.numpy().tobytes() for image in validation]
    return [(index, places[key]) for index, key in enumerate(keys) if key in places]


#%% wrong: the first copy alone | the first one only
def find_leaks(train, validation):
    known = [image.numpy().tobytes() for image in train]
    keys = [image.numpy().tobytes() for image in validation]
    return [(index, known.index(key)) for index, key in enumerate(keys) if key in known]


#%% wrong: tensors as keys | Two tensors with the same numbers are two keys
def find_leaks(train, validation):
    places = {image: index for index, image in enumerate(train)}
    return [(index, places[image]) for index, image in enumerate(validation) if image in places]


#%% wrong: the same place only | Only images at the same place
def find_leaks(train, validation):
    both = enumerate(zip(train, validation))
    return [(index, index) for index, (a, b) in both if torch.equal(a, b)]


#%% wrong: return inside the loop | inside the loop
def find_leaks(train, validation):
    rows = train.flatten(1)
    for index, image in enumerate(validation.flatten(1)):
        for place in (rows == image).all(dim=1).nonzero():
            return [(index, int(place))]
    return []


#%% wrong: nearly the same | Compare exactly
def find_leaks(train, validation):
    rows = train.flatten(1).float()
    pairs = []
    for index, image in enumerate(validation.flatten(1).float()):
        same = torch.isclose(rows, image).all(dim=1)
        pairs += [(index, int(place)) for place in same.nonzero()]
    return pairs


#%% wrong: floats cut off | nearly all become 0
def find_leaks(train, validation):
    places = {}
    for index, image in enumerate(train.to(torch.uint8)):
        places.setdefault(bytes(image.flatten().tolist()), []).append(index)
    return [
        (index, place)
        for index, image in enumerate(validation.to(torch.uint8))
        for place in places.get(bytes(image.flatten().tolist()), [])
    ]


#%% wrong: the sum as a key | same sum
def find_leaks(train, validation):
    a, b = (images.flatten(1).double().sum(dim=1) for images in (validation, train))
    return (a[:, None] == b[None, :]).nonzero()


#%% wrong: differences that cancel | same sum
def find_leaks(train, validation):
    pairs = []
    for index, image in enumerate(validation.double()):
        apart = (train.double() - image).flatten(1).sum(dim=1)
        pairs += [(index, place) for place in (apart == 0).nonzero()[:, 0].tolist()]
    return pairs


#%% wrong: sorted pixels | Do not sort them
def find_leaks(train, validation):
    places = {}
    for index, image in enumerate(train):
        places.setdefault(tuple(sorted(image.flatten().tolist())), []).append(index)
    return [
        (index, place)
        for index, image in enumerate(validation)
        for place in places.get(tuple(sorted(image.flatten().tolist())), [])
    ]


#%% wrong: any pixel in place of all | all() and not any()
def find_leaks(train, validation):
    rows = train.flatten(1)
    pairs = []
    for index, image in enumerate(validation.flatten(1)):
        pairs += [(index, int(place)) for place in (rows == image).any(dim=1).nonzero()]
    return pairs


#%% wrong: the first row of each image | Only the first row of pixels
def find_leaks(train, validation):
    a = validation.reshape(len(validation), -1, validation.shape[-1])[:, 0]
    b = train.reshape(len(train), -1, train.shape[-1])[:, 0]
    return [(i, int(j)) for i, row in enumerate(a) for j in (b == row).all(dim=1).nonzero()]


#%% wrong: one set with itself | compared with itself
def find_leaks(train, validation):
    rows = train.flatten(1)
    return [(i, int(j)) for i, row in enumerate(rows) for j in (rows == row).all(dim=1).nonzero()]


#%% wrong: two axes by name, so that a channel is one too many | for N×H×W and N×1×H×W
def find_leaks(train, validation):
    pairs = []
    for index, image in enumerate(validation):
        same = (train == image).all(dim=2).all(dim=1)
        pairs += [(index, int(place[0])) for place in same.nonzero()]
    return sorted(set(pairs))


#%% wrong: distances by a matrix product, which rounds | all such pairs, and no others
def find_leaks(train, validation):
    apart = torch.cdist(validation.flatten(1).float(), train.flatten(1).float())
    return (apart == 0).nonzero()


#%% wrong: a loop over all pairs of tensors | stopped after
def find_leaks(train, validation):
    pairs = []
    for i in range(len(validation)):
        for j in range(len(train)):
            if torch.equal(validation[i], train[j]):
                pairs.append((i, j))
    return pairs


#%% wrong: each pair as often as a pixel agrees | more than once
def find_leaks(train, validation):
    pairs = []
    rows = train.flatten(1)
    for index, image in enumerate(validation.flatten(1)):
        same = (rows == image).all(dim=1)
        pairs += [(index, int(place)) for place in same.nonzero() for _ in image]
    return pairs


#%% wrong: indices in validation alone | A pair is two whole numbers
def find_leaks(train, validation):
    known = {image.numpy().tobytes() for image in train}
    return [index for index, image in enumerate(validation) if image.numpy().tobytes() in known]


#%% wrong: a dict from index to index | a dict came
def find_leaks(train, validation):
    places = {image.numpy().tobytes(): index for index, image in enumerate(train)}
    keys = [image.numpy().tobytes() for image in validation]
    return {index: places[key] for index, key in enumerate(keys) if key in places}


#%% wrong: a set | list(…) makes a list of a set
def find_leaks(train, validation):
    rows = train.flatten(1)
    return {
        (index, int(place))
        for index, image in enumerate(validation.flatten(1))
        for place in (rows == image).all(dim=1).nonzero()
    }


#%% wrong: pairs in columns | the shape M×2
def find_leaks(train, validation):
    a, b = validation.flatten(1), train.flatten(1)
    return torch.stack((a[:, None] == b[None]).all(dim=2).nonzero(as_tuple=True))


#%% wrong: True or False | A list of pairs
def find_leaks(train, validation):
    known = {image.numpy().tobytes() for image in train}
    return any(image.numpy().tobytes() in known for image in validation)


#%% wrong: prints and returns nothing | returned None
def find_leaks(train, validation):
    known = {image.numpy().tobytes() for image in train}
    print([index for index, image in enumerate(validation) if image.numpy().tobytes() in known])
