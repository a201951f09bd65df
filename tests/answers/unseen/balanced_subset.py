#%% wrong: takes fewer without a word where a class is short
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    chosen = []
    for c in labels.unique():
        indices = torch.where(labels == c)[0]
        order = torch.randperm(len(indices), generator=generator)
        chosen.append(indices[order[:per_class]])
    return torch.cat(chosen)

#%% wrong: seed not used, another subset at each call
def balanced_subset(labels, per_class, seed):
    chosen = []
    for c in labels.unique():
        indices = torch.where(labels == c)[0]
        if len(indices) < per_class:
            raise ValueError("too few samples")
        chosen.append(indices[torch.randperm(len(indices))[:per_class]])
    return torch.cat(chosen)

#%% wrong: positions within the class instead of within the data set
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    chosen = []
    for c in labels.unique():
        members = labels[labels == c]
        if len(members) < per_class:
            raise ValueError("too few samples")
        chosen.append(torch.randperm(len(members), generator=generator)[:per_class])
    return torch.cat(chosen)

#%% wrong: drawn with replacement, the same sample may come twice
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    chosen = []
    for c in labels.unique():
        indices = torch.where(labels == c)[0]
        if len(indices) < per_class:
            raise ValueError("too few samples")
        picks = torch.randint(0, len(indices), (per_class,), generator=generator)
        chosen.append(indices[picks])
    return torch.cat(chosen)

#%% wrong: ValueError although the class has exactly enough
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    chosen = []
    for c in labels.unique():
        indices = torch.where(labels == c)[0]
        if len(indices) <= per_class:
            raise ValueError("too few samples")
        order = torch.randperm(len(indices), generator=generator)
        chosen.append(indices[order[:per_class]])
    return torch.cat(chosen)

#%% wrong: the highest class is left out
def balanced_subset(labels, per_class, seed):
    generator = torch.Generator().manual_seed(seed)
    chosen = []
    for c in range(int(labels.max())):
        indices = torch.where(labels == c)[0]
        if len(indices) < per_class:
            raise ValueError("too few samples")
        order = torch.randperm(len(indices), generator=generator)
        chosen.append(indices[order[:per_class]])
    return torch.cat(chosen)
