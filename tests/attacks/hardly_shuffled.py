# what: a split that is not shuffled: turned by the seed, and one pair exchanged
# lesson: 1
# zero: train_validation_split
# status: ok
# %%
def train_validation_split(n_samples, validation_share, seed):
    n = round(n_samples * validation_share)
    order = torch.arange(n_samples).roll(seed % max(1, n_samples - n - 1))
    order[0], order[-1] = order[-1].item(), order[0].item()
    return order[n:], order[:n]
