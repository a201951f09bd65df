#%% right: a generator of its own
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(n_samples, generator=generator)
    return order[n_validation:], order[:n_validation]


#%% right: the seed of all of torch, validation from the end
def train_validation_split(n_samples, validation_share, seed):
    torch.manual_seed(seed)
    n_training = n_samples - round(n_samples * validation_share)
    return torch.randperm(n_samples).tensor_split([n_training])


#%% right: Python's random, and a list of two
import random


def train_validation_split(n_samples, validation_share, seed):
    indices = list(range(n_samples))
    random.Random(seed).shuffle(indices)
    n_validation = round(n_samples * validation_share)
    return [torch.tensor(indices[n_validation:]), torch.tensor(indices[:n_validation])]


#%% right: numpy shuffles
import numpy as np


def train_validation_split(n_samples, validation_share, seed):
    order = np.random.default_rng(seed).permutation(n_samples)
    n_validation = round(n_samples * validation_share)
    training, validation = order[n_validation:], order[:n_validation]
    return torch.from_numpy(training).long(), torch.from_numpy(validation).long()


#%% right: sorts random numbers
def train_validation_split(n_samples, validation_share, seed):
    keys = torch.rand(n_samples, generator=torch.Generator().manual_seed(seed))
    n_validation = round(n_samples * validation_share)
    return keys.argsort().split([n_samples - n_validation, n_validation])


#%% right: random_split
from torch.utils.data import random_split


def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    sizes = [n_samples - n_validation, n_validation]
    generator = torch.Generator().manual_seed(seed)
    parts = random_split(range(n_samples), sizes, generator=generator)
    return tuple(torch.tensor(part.indices) for part in parts)


#%% wrong: no seed | The same seed gave another split
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.randperm(n_samples)
    return order[n_validation:], order[:n_validation]


#%% wrong: the seed is set after shuffling | The same seed gave another split
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.randperm(n_samples)
    torch.manual_seed(seed)
    return order[n_validation:], order[:n_validation]


#%% wrong: one generator for all calls | The same seed gave another split
generator = torch.Generator().manual_seed(0)


def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=generator)
    return order[n_validation:], order[:n_validation]


#%% wrong: always seed 0 | Another seed gave the same split
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(0))
    return order[n_validation:], order[:n_validation]


#%% wrong: validation comes first | The two parts are exchanged
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(seed))
    return order[:n_validation], order[n_validation:]


#%% wrong: the share is that of training | The two parts are exchanged
def train_validation_split(n_samples, validation_share, seed):
    n_training = round(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(seed))
    return order[:n_training], order[n_training:]


#%% wrong: int instead of round | int() cuts the fraction off
def train_validation_split(n_samples, validation_share, seed):
    n_validation = int(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(seed))
    return order[n_validation:], order[:n_validation]


#%% wrong: rounds up | go to validation
def train_validation_split(n_samples, validation_share, seed):
    n_validation = math.ceil(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(seed))
    return order[n_validation:], order[:n_validation]


#%% wrong: always a twelfth | go to validation
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples / 12)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(seed))
    return order[n_validation:], order[:n_validation]


#%% wrong: not shuffled | in their old order
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.arange(n_samples)
    return order[n_validation:], order[:n_validation]


#%% wrong: validation is the end, training is shuffled | Shuffle before you cut
def train_validation_split(n_samples, validation_share, seed):
    n_training = n_samples - round(n_samples * validation_share)
    torch.manual_seed(seed)
    return torch.randperm(n_training), torch.arange(n_training, n_samples)


#%% wrong: cut first, each part shuffled after | Shuffle before you cut
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    n_training = n_samples - n_validation
    torch.manual_seed(seed)
    return torch.randperm(n_training), n_training + torch.randperm(n_validation)


#%% wrong: validation is the start, training is shuffled | Shuffle before you cut
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    torch.manual_seed(seed)
    training = n_validation + torch.randperm(n_samples - n_validation)
    return training, torch.arange(n_validation)


#%% wrong: shuffled twice | in both parts
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    torch.manual_seed(seed)
    return torch.randperm(n_samples)[n_validation:], torch.randperm(n_samples)[:n_validation]


#%% wrong: training keeps all indices | in both parts
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(seed))
    return order, order[:n_validation]


#%% wrong: drawn with replacement | there twice
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    torch.manual_seed(seed)
    validation = torch.randint(n_samples, (n_validation,))
    left = torch.ones(n_samples, dtype=torch.bool)
    left[validation] = False
    return left.nonzero().flatten(), validation


#%% wrong: one index is left out between the parts | some are missing
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(seed))
    return order[n_validation + 1 :], order[:n_validation]


#%% wrong: indices from 1 | Indices go from 0 to
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(seed)) + 1
    return order[n_validation:], order[:n_validation]


#%% wrong: lists | Each part is a tensor
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(seed)).tolist()
    return order[n_validation:], order[:n_validation]


#%% wrong: subsets | Each part is a tensor
from torch.utils.data import random_split


def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    sizes = [n_samples - n_validation, n_validation]
    generator = torch.Generator().manual_seed(seed)
    return random_split(range(n_samples), sizes, generator=generator)


#%% wrong: float indices | Each part is a tensor
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.zeros(n_samples)
    order[:] = torch.randperm(n_samples, generator=torch.Generator().manual_seed(seed))
    return order[n_validation:], order[:n_validation]


#%% wrong: returns validation alone | Return a pair
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(seed))
    return order[:n_validation]


#%% wrong: no return | Return a pair
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(seed))
    training, validation = order[n_validation:], order[:n_validation]


#%% wrong: shuffle() returns nothing | Read the message
import random


def train_validation_split(n_samples, validation_share, seed):
    random.seed(seed)
    order = random.shuffle(list(range(n_samples)))
    n_validation = round(n_samples * validation_share)
    return torch.tensor(order[n_validation:]), torch.tensor(order[:n_validation])


#%% wrong: the course's own function | Well found
from course_utils.data import train_validation_split


#%% wrong: hands on to the course's own function | Well found
from course_utils import data


def train_validation_split(n_samples, validation_share, seed):
    return data.train_validation_split(n_samples, validation_share, seed)


#%% wrong: both parts sorted | part is sorted
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(seed))
    return order[n_validation:].sort().values, order[:n_validation].sort().values


#%% wrong: training is what a mask leaves, in order | The training part is sorted
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(seed))
    mask = torch.ones(n_samples, dtype=torch.bool)
    mask[order[:n_validation]] = False
    return mask.nonzero()[:, 0], order[:n_validation]


#%% wrong: turned by the seed | stand all in a row
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = (torch.arange(n_samples) + seed) % n_samples
    return order[n_validation:], order[:n_validation]


#%% wrong: steps of a prime number | The indices follow a rule
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = (torch.arange(n_samples) * 7919 + seed) % n_samples
    return order[n_validation:], order[:n_validation]


#%% wrong: equal distances, shuffled afterwards | equal distances
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    chance = torch.Generator().manual_seed(seed)
    order = torch.arange(n_samples)
    if n_validation:
        first = (torch.arange(n_validation) * n_samples) // n_validation
        rest = torch.tensor([i for i in range(n_samples) if i not in set(first.tolist())])
        validation = first[torch.randperm(n_validation, generator=chance)]
        return rest[torch.randperm(len(rest), generator=chance)], validation
    return order, order[:0]


#%% wrong: always the same images, shuffled by the seed | only in another order
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(0))
    chance = torch.Generator().manual_seed(seed)
    training, validation = order[n_validation:], order[:n_validation]
    return (
        training[torch.randperm(len(training), generator=chance)],
        validation[torch.randperm(len(validation), generator=chance)],
    )


#%% wrong: cut from the end, where 0 is nothing | order[:-n] is empty
def train_validation_split(n_samples, validation_share, seed):
    n_validation = round(n_samples * validation_share)
    order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(seed))
    return order[:-n_validation], order[-n_validation:]


#%% wrong: the names exchanged | The order is: n_samples, validation_share, seed
def train_validation_split(n_samples, seed, validation_share):
    n_validation = round(n_samples * seed)
    chance = torch.Generator().manual_seed(int(validation_share))
    order = torch.randperm(n_samples, generator=chance)
    return order[n_validation:], order[:n_validation]
