#%% right: class by class, with a generator
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        if len(members) < per_class:
            raise ValueError(f"class {label.item()} has {len(members)} samples only")
        order = torch.randperm(len(members), generator=generator)
        parts.append(members[order[:per_class]])
    return torch.cat(parts)


#%% right: all samples shuffled once, then the first of each class, in mixed order
def balanced_subset(labels, per_class, seed):
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed))
    taken = {label: 0 for label in labels.tolist()}
    chosen = []
    for index in order.tolist():
        label = int(labels[index])
        if taken[label] < per_class:
            taken[label] += 1
            chosen.append(index)
    if min(taken.values()) < per_class:
        raise ValueError("too few samples")
    return torch.tensor(chosen)


#%% right: random.sample, which raises ValueError itself
import random


def balanced_subset(labels, per_class, seed):
    chance = random.Random(seed)
    places = {}
    for index, label in enumerate(labels.tolist()):
        places.setdefault(label, []).append(index)
    chosen = [index for members in places.values() for index in chance.sample(members, per_class)]
    return torch.tensor(chosen)


#%% right: NumPy
import numpy as np


def balanced_subset(labels, per_class, seed):
    rng = np.random.default_rng(seed)
    values = labels.numpy()
    parts = [
        rng.choice(np.flatnonzero(values == label), size=per_class, replace=False)
        for label in np.unique(values)
    ]
    return torch.from_numpy(np.concatenate(parts)).long()


#%% right: shuffled, then sorted by class with a stable sort
def balanced_subset(labels, per_class, seed):
    classes, counts = labels.unique(return_counts=True)
    if counts.min() < per_class:
        raise ValueError("too few samples")
    shuffled = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed))
    by_class = shuffled[torch.sort(labels[shuffled], stable=True).indices]
    starts = counts.cumsum(0) - counts
    return by_class[(starts[:, None] + torch.arange(per_class)).flatten()]


#%% right: multinomial, with the result sorted
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    rows = []
    for label in sorted(set(labels.tolist())):
        members = (labels == label).float()
        if members.sum() < per_class:
            raise ValueError("too few samples")
        rows.append(torch.multinomial(members, per_class, replacement=False, generator=generator))
    return torch.cat(rows).sort().values


#%% wrong: the first of each class, not at random | at random
def balanced_subset(labels, per_class, seed):
    parts = []
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        if len(members) < per_class:
            raise ValueError("too few samples")
        parts.append(members[:per_class])
    return torch.cat(parts)


#%% wrong: the first of each class, shuffled afterwards | at random
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        if len(members) < per_class:
            raise ValueError("too few samples")
        parts.append(members[:per_class])
    chosen = torch.cat(parts)
    return chosen[torch.randperm(len(chosen), generator=generator)]


#%% wrong: chosen from all samples | does not balance the classes
def balanced_subset(labels, per_class, seed):
    if labels.unique(return_counts=True)[1].min() < per_class:
        raise ValueError("too few samples")
    generator = torch.Generator().manual_seed(seed)
    n_wanted = per_class * len(labels.unique())
    return torch.randperm(len(labels), generator=generator)[:n_wanted]


#%% wrong: per_class samples together | not that many together
def balanced_subset(labels, per_class, seed):
    if labels.unique(return_counts=True)[1].min() < per_class:
        raise ValueError("too few samples")
    generator = torch.Generator().manual_seed(seed)
    return torch.randperm(len(labels), generator=generator)[:per_class]


#%% wrong: the labels of the chosen samples | Those are labels
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        if len(members) < per_class:
            raise ValueError("too few samples")
        order = torch.randperm(len(members), generator=generator)
        parts.append(labels[members[order[:per_class]]])
    return torch.cat(parts)


#%% wrong: places among the members of a class, not among all samples | of one class
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for label in labels.unique():
        n_members = int((labels == label).sum())
        if n_members < per_class:
            raise ValueError("too few samples")
        parts.append(torch.randperm(n_members, generator=generator)[:per_class])
    return torch.cat(parts)


#%% wrong: places in a shuffled copy of the labels | Each class should be there
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    shuffled = labels[torch.randperm(len(labels), generator=generator)]
    parts = []
    for label in labels.unique():
        members = (shuffled == label).nonzero().flatten()
        if len(members) < per_class:
            raise ValueError("too few samples")
        parts.append(members[:per_class])
    return torch.cat(parts)


#%% wrong: drawn with putting back | there twice
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        if len(members) < per_class:
            raise ValueError("too few samples")
        parts.append(members[torch.randint(len(members), (per_class,), generator=generator)])
    return torch.cat(parts)


#%% wrong: the seed is not used, so each call differs | The same seed gave other indices
def balanced_subset(labels, per_class, seed):
    parts = []
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        if len(members) < per_class:
            raise ValueError("too few samples")
        parts.append(members[torch.randperm(len(members))[:per_class]])
    return torch.cat(parts)


#%% wrong: always the same seed | Another seed gave the same samples
def balanced_subset(labels, per_class, seed):
    torch.manual_seed(0)
    parts = []
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        if len(members) < per_class:
            raise ValueError("too few samples")
        parts.append(members[torch.randperm(len(members))[:per_class]])
    return torch.cat(parts)


#%% wrong: no ValueError, takes what there is | fewer samples than per_class
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        order = torch.randperm(len(members), generator=generator)
        parts.append(members[order[:per_class]])
    return torch.cat(parts)


#%% wrong: takes as many as the smallest class has | fewer samples than per_class
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    per_class = min(per_class, int(labels.unique(return_counts=True)[1].min()))
    parts = []
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        order = torch.randperm(len(members), generator=generator)
        parts.append(members[order[:per_class]])
    return torch.cat(parts)


#%% wrong: another error, by assert | Raise ValueError there
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        assert len(members) >= per_class
        order = torch.randperm(len(members), generator=generator)
        parts.append(members[order[:per_class]])
    return torch.cat(parts)


#%% wrong: a class with exactly per_class samples is refused | Read the message
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        if len(members) <= per_class:
            raise ValueError("too few samples")
        order = torch.randperm(len(members), generator=generator)
        parts.append(members[order[:per_class]])
    return torch.cat(parts)


#%% wrong: takes ten classes for granted | not every set of labels
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for label in range(10):
        members = (labels == label).nonzero().flatten()
        if len(members) < per_class:
            raise ValueError("too few samples")
        order = torch.randperm(len(members), generator=generator)
        parts.append(members[order[:per_class]])
    return torch.cat(parts)


#%% wrong: a list | one tensor of indices
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    chosen = []
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        if len(members) < per_class:
            raise ValueError("too few samples")
        order = torch.randperm(len(members), generator=generator)
        chosen += members[order[:per_class]].tolist()
    return chosen


#%% wrong: nonzero without flatten, a column | one tensor of indices
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for label in labels.unique():
        members = (labels == label).nonzero()
        if len(members) < per_class:
            raise ValueError("too few samples")
        order = torch.randperm(len(members), generator=generator)
        parts.append(members[order[:per_class]])
    return torch.cat(parts)


#%% wrong: a row for each class | one tensor of indices
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        if len(members) < per_class:
            raise ValueError("too few samples")
        order = torch.randperm(len(members), generator=generator)
        parts.append(members[order[:per_class]])
    return torch.stack(parts)


#%% wrong: a mask over all samples | one tensor of indices
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    chosen = torch.zeros(len(labels), dtype=torch.bool)
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        if len(members) < per_class:
            raise ValueError("too few samples")
        order = torch.randperm(len(members), generator=generator)
        chosen[members[order[:per_class]]] = True
    return chosen


#%% wrong: forgotten return | one tensor of indices
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        if len(members) < per_class:
            raise ValueError("too few samples")
        order = torch.randperm(len(members), generator=generator)
        parts.append(members[order[:per_class]])
    torch.cat(parts)


#%% wrong: taken samples are marked in the labels | changed one of its inputs
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    if labels.unique(return_counts=True)[1].min() < per_class:
        raise ValueError("too few samples")
    classes = labels.unique()
    chosen = []
    for label in classes.tolist():
        for _ in range(per_class):
            members = (labels == label).nonzero().flatten()
            index = int(members[torch.randint(len(members), (), generator=generator)])
            labels[index] = -1
            chosen.append(index)
    return torch.tensor(chosen)


#%% wrong: a seed of 0 is taken for no seed | The same seed gave other indices
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator()
    if seed:
        generator.manual_seed(seed)
    else:
        generator.seed()
    chosen = []
    for one in labels.unique():
        members = (labels == one).nonzero().flatten()
        if len(members) < per_class:
            raise ValueError(f"class {one} has too few")
        chosen.append(members[torch.randperm(len(members), generator=generator)[:per_class]])
    return torch.cat(chosen)
