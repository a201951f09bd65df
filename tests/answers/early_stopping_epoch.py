#%% right: best loss, its epoch, and a count of epochs since
def early_stopping_epoch(validation_losses, patience):
    best_loss, best_epoch, bad_epochs = math.inf, 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best_loss:
            best_loss, best_epoch, bad_epochs = loss, epoch, 0
        else:
            bad_epochs += 1
            if bad_epochs == patience:
                break
    return best_epoch


#%% right: the distance from the best epoch is the count
def early_stopping_epoch(validation_losses, patience):
    best = 0
    for epoch in range(1, len(validation_losses)):
        if validation_losses[epoch] < validation_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best
    return best


#%% right: from one best epoch to the next, looking `patience` epochs ahead
def early_stopping_epoch(validation_losses, patience):
    best = 0
    while True:
        ahead = range(best + 1, min(best + 1 + patience, len(validation_losses)))
        better = [e for e in ahead if validation_losses[e] < validation_losses[best]]
        if not better:
            return best
        best = better[0]


#%% right: all new bests first, then the first gap that is too wide
def early_stopping_epoch(validation_losses, patience):
    bests = [
        epoch
        for epoch, loss in enumerate(validation_losses)
        if all(loss < earlier for earlier in validation_losses[:epoch])
    ]
    for best, following in zip(bests, bests[1:]):
        if following - best > patience:
            return best
    return bests[-1]


#%% right: for each epoch the best so far, and a tensor with one number
def early_stopping_epoch(validation_losses, patience):
    for n_seen in range(1, len(validation_losses) + 1):
        seen = validation_losses[:n_seen]
        best = seen.index(min(seen))
        if n_seen - 1 - best >= patience:
            break
    return torch.tensor(best)


#%% right: by recursion
def early_stopping_epoch(validation_losses, patience):
    first, *rest = validation_losses
    for epoch, loss in enumerate(rest[:patience], start=1):
        if loss < first:
            return epoch + early_stopping_epoch(validation_losses[epoch:], patience)
    return 0


#%% wrong: the best of all epochs, patience or not | does not stop
def early_stopping_epoch(validation_losses, patience):
    return validation_losses.index(min(validation_losses))


#%% wrong: epochs counted from 1 | counted from 0
def early_stopping_epoch(validation_losses, patience):
    best_loss, best_epoch, bad_epochs = math.inf, 1, 0
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss < best_loss:
            best_loss, best_epoch, bad_epochs = loss, epoch, 0
        else:
            bad_epochs += 1
            if bad_epochs >= patience:
                break
    return best_epoch


#%% wrong: the epoch at which training stops | at which training stops
def early_stopping_epoch(validation_losses, patience):
    best_loss, bad_epochs = math.inf, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best_loss:
            best_loss, bad_epochs = loss, 0
        else:
            bad_epochs += 1
            if bad_epochs >= patience:
                return epoch
    return len(validation_losses) - 1


#%% wrong: the last epoch where training runs to its end | last epoch
def early_stopping_epoch(validation_losses, patience):
    best_loss, bad_epochs = math.inf, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best_loss:
            best_loss, bad_epochs = loss, 0
        else:
            bad_epochs += 1
            if bad_epochs >= patience:
                return epoch - patience
    return len(validation_losses) - 1


#%% wrong: one epoch too late, > in place of >= | too late
def early_stopping_epoch(validation_losses, patience):
    best_loss, best_epoch, bad_epochs = math.inf, 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best_loss:
            best_loss, best_epoch, bad_epochs = loss, epoch, 0
        else:
            bad_epochs += 1
            if bad_epochs > patience:
                break
    return best_epoch


#%% wrong: one epoch too early | too early
def early_stopping_epoch(validation_losses, patience):
    best_loss, best_epoch, bad_epochs = math.inf, 0, 1
    for epoch, loss in enumerate(validation_losses):
        if loss < best_loss:
            best_loss, best_epoch, bad_epochs = loss, epoch, 1
        else:
            bad_epochs += 1
            if bad_epochs >= patience:
                break
    return best_epoch


#%% wrong: patience is ignored, the first epoch without a new best ends it | is not used
def early_stopping_epoch(validation_losses, patience):
    best = 0
    for epoch in range(1, len(validation_losses)):
        if validation_losses[epoch] >= validation_losses[best]:
            break
        best = epoch
    return best


#%% wrong: an equal loss counts as better | not with <=
def early_stopping_epoch(validation_losses, patience):
    best_loss, best_epoch, bad_epochs = math.inf, 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss <= best_loss:
            best_loss, best_epoch, bad_epochs = loss, epoch, 0
        else:
            bad_epochs += 1
            if bad_epochs >= patience:
                break
    return best_epoch


#%% wrong: rising losses are counted, not those above the best | with the one before it
def early_stopping_epoch(validation_losses, patience):
    best, bad_epochs = 0, 0
    for epoch in range(1, len(validation_losses)):
        if validation_losses[epoch] < validation_losses[epoch - 1]:
            bad_epochs = 0
        else:
            bad_epochs += 1
        if validation_losses[epoch] < validation_losses[best]:
            best = epoch
        if bad_epochs >= patience:
            break
    return best


#%% wrong: the last epoch that was better than the one before | with the one before it
def early_stopping_epoch(validation_losses, patience):
    best, bad_epochs = 0, 0
    for epoch in range(1, len(validation_losses)):
        if validation_losses[epoch] < validation_losses[epoch - 1]:
            best, bad_epochs = epoch, 0
        else:
            bad_epochs += 1
            if bad_epochs >= patience:
                break
    return best


#%% wrong: the count is never set back | in a row
def early_stopping_epoch(validation_losses, patience):
    best_loss, best_epoch, bad_epochs = math.inf, 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best_loss:
            best_loss, best_epoch = loss, epoch
        else:
            bad_epochs += 1
            if bad_epochs >= patience:
                break
    return best_epoch


#%% wrong: the best loss starts at 0, so nothing is better | infinity
def early_stopping_epoch(validation_losses, patience):
    best_loss, best_epoch, bad_epochs = 0, 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best_loss:
            best_loss, best_epoch, bad_epochs = loss, epoch, 0
        else:
            bad_epochs += 1
            if bad_epochs >= patience:
                break
    return best_epoch


#%% wrong: the best loss, not its epoch | the number of its epoch
def early_stopping_epoch(validation_losses, patience):
    best_loss, bad_epochs = math.inf, 0
    for loss in validation_losses:
        if loss < best_loss:
            best_loss, bad_epochs = loss, 0
        else:
            bad_epochs += 1
            if bad_epochs >= patience:
                break
    return best_loss


#%% wrong: epoch and loss together | a tuple came
def early_stopping_epoch(validation_losses, patience):
    best_loss, best_epoch, bad_epochs = math.inf, 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best_loss:
            best_loss, best_epoch, bad_epochs = loss, epoch, 0
        else:
            bad_epochs += 1
            if bad_epochs >= patience:
                break
    return best_epoch, best_loss


#%% wrong: returns only where training stops early | returned None
def early_stopping_epoch(validation_losses, patience):
    best_loss, best_epoch, bad_epochs = math.inf, 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best_loss:
            best_loss, best_epoch, bad_epochs = loss, epoch, 0
        else:
            bad_epochs += 1
            if bad_epochs >= patience:
                return best_epoch


#%% wrong: the list is emptied | changed one of its inputs
def early_stopping_epoch(validation_losses, patience):
    best_loss, best_epoch, epoch = math.inf, 0, 0
    while validation_losses:
        loss = validation_losses.pop(0)
        if loss < best_loss:
            best_loss, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            break
        epoch += 1
    return best_epoch


#%% wrong: looks one epoch past the end | Read the message
def early_stopping_epoch(validation_losses, patience):
    best, bad_epochs = 0, 0
    for epoch in range(len(validation_losses)):
        if validation_losses[epoch + 1] < validation_losses[best]:
            best, bad_epochs = epoch + 1, 0
        else:
            bad_epochs += 1
            if bad_epochs >= patience:
                break
    return best


#%% wrong: only a clearly lower loss is an improvement | only a little below
def early_stopping_epoch(validation_losses, patience):
    best, best_epoch, count = float("inf"), 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best - 0.01:
            best, best_epoch, count = loss, epoch, 0
        else:
            count += 1
            if count == patience:
                break
    return best_epoch


#%% wrong: the losses are rounded first | losses are rounded
def early_stopping_epoch(validation_losses, patience):
    losses = [round(loss, 3) for loss in validation_losses]
    best, best_epoch, count = float("inf"), 0, 0
    for epoch, loss in enumerate(losses):
        if loss < best:
            best, best_epoch, count = loss, epoch, 0
        else:
            count += 1
            if count == patience:
                break
    return best_epoch


#%% wrong: the best loss starts at 100 | above which a loss may lie
def early_stopping_epoch(validation_losses, patience):
    best, best_epoch, count = 100, 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best, best_epoch, count = loss, epoch, 0
        else:
            count += 1
            if count == patience:
                break
    return best_epoch


#%% wrong: the best loss starts at 1 | The best loss starts at 1, and
def early_stopping_epoch(validation_losses, patience):
    best, best_epoch, count = 1.0, 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best, best_epoch, count = loss, epoch, 0
        else:
            count += 1
            if count == patience:
                break
    return best_epoch


#%% wrong: the best loss starts at 1, the distance from the best epoch is the count | The best loss starts at 1. Let it
def early_stopping_epoch(validation_losses, patience):
    best, best_epoch = 1.0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            break
    return best_epoch


#%% wrong: the best loss starts at 2 | Go through the losses
def early_stopping_epoch(validation_losses, patience):
    best, best_epoch, count = 2.0, 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best, best_epoch, count = loss, epoch, 0
        else:
            count += 1
            if count == patience:
                break
    return best_epoch
