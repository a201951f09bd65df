#%% wrong: always rounds down
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    return n_samples // batch_size

#%% wrong: one too many where the batch size divides the samples
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    if drop_last:
        return n_samples // batch_size
    return n_samples // batch_size + 1

#%% wrong: drop_last the wrong way round
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    if drop_last:
        return math.ceil(n_samples / batch_size)
    else:
        return math.floor(n_samples / batch_size)

#%% wrong: rounds to the nearest instead of up
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    if drop_last:
        return n_samples // batch_size
    return round(n_samples / batch_size)

#%% wrong: drop_last takes one away even where the last batch is full
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    n = math.ceil(n_samples / batch_size)
    if drop_last:
        n = n - 1
    return n

#%% wrong: at least one batch even when drop_last drops the only one
def iterations_per_epoch(n_samples, batch_size, drop_last=False):
    if drop_last:
        return max(1, n_samples // batch_size)
    return math.ceil(n_samples / batch_size)
