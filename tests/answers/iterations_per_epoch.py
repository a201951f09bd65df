#%% right: full batches and a rest
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    full, rest = divmod(n_samples, batch_size)
    if rest and not drop_last:
        full += 1
    return full


#%% right: floor and ceil
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    rounded = math.floor if drop_last else math.ceil
    return rounded(n_samples / batch_size)


#%% right: rounds up with whole numbers
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    extra = 0 if drop_last else batch_size - 1
    return (n_samples + extra) // batch_size


#%% right: takes batches away
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    count = 0
    while n_samples >= batch_size:
        n_samples -= batch_size
        count += 1
    if n_samples > 0 and not drop_last:
        count += 1
    return count


#%% right: counts where batches start
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    if drop_last:
        return len(range(batch_size, n_samples + 1, batch_size))
    return len(range(0, n_samples, batch_size))


#%% right: asks a DataLoader
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    return len(DataLoader(range(n_samples), batch_size=batch_size, drop_last=drop_last))


#%% right: cuts indices into batches
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    batches = torch.arange(n_samples).split(batch_size)
    if drop_last:
        batches = [batch for batch in batches if len(batch) == batch_size]
    return len(batches)


#%% right: a tensor with one number
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    total = torch.tensor(n_samples)
    if drop_last:
        return total // batch_size
    return (total + batch_size - 1) // batch_size


#%% wrong: rounds down | The last, smaller batch is missing
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    return n_samples // batch_size


#%% wrong: int cuts the fraction off | The last, smaller batch is missing
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    return int(n_samples / batch_size)


#%% wrong: drop_last is ignored | drop_last has no effect
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    return math.ceil(n_samples / batch_size)


#%% wrong: drop_last the wrong way round | wrong way round
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    if drop_last:
        return math.ceil(n_samples / batch_size)
    return n_samples // batch_size


#%% wrong: always one more | One batch too many
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    batches = n_samples // batch_size
    if not drop_last:
        batches += 1
    return batches


#%% wrong: an empty batch at the end | One batch too many
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    if drop_last:
        return n_samples // batch_size
    count = 0
    while n_samples >= 0:
        n_samples -= batch_size
        count += 1
    return count


#%% wrong: always one more, and drop_last is ignored | One batch too many
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    return n_samples // batch_size + 1


#%% wrong: drop_last always takes one off | divide the samples evenly
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    batches = math.ceil(n_samples / batch_size)
    if drop_last:
        batches -= 1
    return batches


#%% wrong: the nearest number | round() takes the nearest number
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    if drop_last:
        return n_samples // batch_size
    return round(n_samples / batch_size)


#%% wrong: fractions of a batch | no fractions of a batch
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    return n_samples / batch_size


#%% wrong: numpy's ceil gives a float | a float came
import numpy as np


def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    rounded = np.floor if drop_last else np.ceil
    return rounded(n_samples / batch_size)


#%% wrong: at least one iteration | Count full batches
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    if drop_last:
        return max(1, n_samples // batch_size)
    return math.ceil(n_samples / batch_size)


#%% wrong: MNIST's number of images | Use the argument n_samples
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    full, rest = divmod(60_000, batch_size)
    return full if drop_last or rest == 0 else full + 1


#%% wrong: prints and returns nothing | returned None
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    batches = n_samples // batch_size if drop_last else math.ceil(n_samples / batch_size)
    print(batches, end="")


#%% wrong: no return where something is left | in every branch
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    full, rest = divmod(n_samples, batch_size)
    if rest == 0 or drop_last:
        return full
    full += 1


#%% wrong: the batch size first | The arguments n_samples and batch_size stand in each other's place
def iterations_per_epoch(batch_size, n_samples, drop_last=False):
    if drop_last:
        return n_samples // batch_size
    return math.ceil(n_samples / batch_size)


#%% wrong: the names exchanged | In order: n_samples, batch_size, drop_last
def iterations_per_epoch(batch_size, n_samples, drop_last=False):
    if drop_last:
        return batch_size // n_samples
    return math.ceil(batch_size / n_samples)
