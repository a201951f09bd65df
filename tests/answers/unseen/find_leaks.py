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
