#%% wrong: best epoch of all, patience ignored
def early_stopping_epoch(validation_losses, patience):
    return min(range(len(validation_losses)), key=lambda i: validation_losses[i])

#%% wrong: an equal loss counts as better
def early_stopping_epoch(validation_losses, patience):
    best, best_epoch, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss <= best:
            best, best_epoch, waited = loss, epoch, 0
        else:
            waited += 1
            if waited >= patience:
                break
    return best_epoch

#%% wrong: counter of bad epochs never set back
def early_stopping_epoch(validation_losses, patience):
    best, best_epoch, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best = loss
            best_epoch = epoch
        else:
            waited += 1
            if waited >= patience:
                break
    return best_epoch

#%% wrong: compares with the epoch before instead of the best so far
def early_stopping_epoch(validation_losses, patience):
    best_epoch, waited = 0, 0
    for epoch in range(1, len(validation_losses)):
        if validation_losses[epoch] < validation_losses[epoch - 1]:
            waited = 0
            if validation_losses[epoch] < validation_losses[best_epoch]:
                best_epoch = epoch
        else:
            waited += 1
            if waited >= patience:
                break
    return best_epoch

#%% wrong: waits one epoch too long
def early_stopping_epoch(validation_losses, patience):
    best, best_epoch, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best, best_epoch, waited = loss, epoch, 0
        else:
            waited += 1
            if waited > patience:
                break
    return best_epoch

#%% wrong: last epoch instead of the best one where training was never stopped
def early_stopping_epoch(validation_losses, patience):
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best, waited = loss, 0
        else:
            waited += 1
            if waited == patience:
                return epoch - patience
    return len(validation_losses) - 1
