#%% wrong: not shuffled
def train_validation_split(n_samples, validation_share, seed):
    torch.manual_seed(seed)
    n_validation = round(n_samples * validation_share)
    indices = torch.arange(n_samples)
    return indices[n_validation:], indices[:n_validation]

#%% wrong: int() cuts off instead of rounding
def train_validation_split(n_samples, validation_share, seed):
    generator = torch.Generator().manual_seed(seed)
    indices = torch.randperm(n_samples, generator=generator)
    n_validation = int(n_samples * validation_share)
    return indices[n_validation:], indices[:n_validation]

#%% wrong: seed never used, another split at each call
def train_validation_split(n_samples, validation_share, seed):
    indices = torch.randperm(n_samples)
    n_validation = round(n_samples * validation_share)
    return indices[n_validation:], indices[:n_validation]

#%% wrong: two separate permutations, the parts overlap
def train_validation_split(n_samples, validation_share, seed):
    generator = torch.Generator().manual_seed(seed)
    n_validation = round(n_samples * validation_share)
    validation = torch.randperm(n_samples, generator=generator)[:n_validation]
    training = torch.randperm(n_samples, generator=generator)[n_validation:]
    return training, validation

#%% wrong: slice with -0 leaves no training samples when the validation share is 0
def train_validation_split(n_samples, validation_share, seed):
    generator = torch.Generator().manual_seed(seed)
    indices = torch.randperm(n_samples, generator=generator)
    n_validation = round(n_samples * validation_share)
    training = indices[:-n_validation]
    validation = indices[-n_validation:]
    return training, validation

#%% wrong: a coin per sample, so the number of validation samples is left to chance
def train_validation_split(n_samples, validation_share, seed):
    generator = torch.Generator().manual_seed(seed)
    indices = torch.randperm(n_samples, generator=generator)
    is_validation = torch.rand(n_samples, generator=generator) < validation_share
    return indices[~is_validation], indices[is_validation]
