#%% wrong: only the accuracies are read
def read_the_record(history):
    train, validation = history["train_accuracy"], history["validation_accuracy"]
    if train[-1] < 0.2:
        return "rate too high"
    if train[-1] - validation[-1] > 0.05:
        return "overfits"
    if validation[-1] > validation[-6] + 0.01:
        return "still learning"
    return "done"

#%% wrong: the slope over the whole record, not over its end
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if min(train) > 2.2 or max(b / a for a, b in zip(train, train[1:])) > 1.5:
        return "rate too high"
    if validation[-1] > 1.4 * min(validation):
        return "overfits"
    if train[-1] < 0.5 * train[0]:
        return "still learning"
    return "done"

#%% wrong: jumps are looked for in the last five epochs only
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    last = train[-6:]
    if min(train) > 2.2 or max(b / a for a, b in zip(last, last[1:])) > 1.5:
        return "rate too high"
    if validation.index(min(validation)) < len(validation) / 2 and validation[-1] > 1.4 * min(validation):
        return "overfits"
    if train[-1] <= 0.8 * train[-6]:
        return "still learning"
    return "done"


#%% right: four questions, thresholds midway
def read_the_record(history):
    """One of "overfits", "rate too high", "still learning" and "done"."""
    train, validation = history["train_loss"], history["validation_loss"]
    biggest_step = max(after / before for before, after in zip(train, train[1:]))
    if biggest_step > 1.25 or train[-1] > 1.6:
        return "rate too high"
    if validation[-1] > 1.2 * min(validation):
        return "overfits"
    if train[-1] < 0.9 * train[-6]:
        return "still learning"
    return "done"

#%% right: the rules of the text as helper functions, with loops
def jumps(losses):
    n = 0
    for i in range(1, len(losses)):
        if losses[i] > 1.5 * losses[i - 1]:
            n += 1
    return n


def guesses(history):
    for name in ("train_loss", "validation_loss"):
        for loss in history[name]:
            if loss < 2.15 or loss > 2.45:
                return False
    return True


def fell(losses):
    return losses[-1] / losses[-6] < 0.89


def read_the_record(history):
    if jumps(history["train_loss"]) >= 3 or guesses(history):
        answer = "rate too high"
    elif history["validation_loss"][-1] / min(history["validation_loss"]) > 1.25:
        answer = "overfits"
    elif fell(history["train_loss"]) and fell(history["validation_loss"]):
        answer = "still learning"
    else:
        answer = "done"
    return answer

#%% right: with tensors, first true reading of a list
def read_the_record(history):
    train = torch.tensor(history["train_loss"], dtype=torch.float64)
    validation = torch.tensor(history["validation_loss"], dtype=torch.float64)
    both = torch.stack([train, validation])
    jumpy = ((train[1:] / train[:-1]) > 1.3).any()
    guessing = (both > 2.1).all() and (both < 2.5).all()
    last_five = both[:, -1] / both[:, -6]
    readings = [
        ("rate too high", jumpy or guessing),
        ("overfits", validation[-1] / validation.amin() > 1.2),
        ("still learning", (last_five < 0.9).all()),
        ("done", True),
    ]
    return next(name for name, is_so in readings if is_so)

#%% wrong: jumps as differences, those of a small loss are missed
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    biggest_step = max(after - before for before, after in zip(train, train[1:]))
    if biggest_step > 0.5 or train[-1] > 1.6:
        return "rate too high"
    if validation[-1] > 1.2 * min(validation):
        return "overfits"
    if train[-1] < 0.9 * train[-6]:
        return "still learning"
    return "done"

#%% wrong: looks for jumps in the last epochs only
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    late = train[-6:]
    if max(after / before for before, after in zip(late, late[1:])) > 1.25 or train[-1] > 1.6:
        return "rate too high"
    if validation[-1] > 1.2 * min(validation):
        return "overfits"
    if train[-1] < 0.9 * train[-6]:
        return "still learning"
    return "done"

#%% wrong: overfitting by the gap between the two losses
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    biggest_step = max(after / before for before, after in zip(train, train[1:]))
    if biggest_step > 1.25 or train[-1] > 1.6:
        return "rate too high"
    if validation[-1] > 1.4 * train[-1]:
        return "overfits"
    if train[-1] < 0.9 * train[-6]:
        return "still learning"
    return "done"

#%% wrong: sorts the record's own list to find the lowest
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    biggest_step = max(after / before for before, after in zip(train, train[1:]))
    last = validation[-1]
    validation.sort()
    lowest = validation[0]
    if biggest_step > 1.25 or train[-1] > 1.6:
        return "rate too high"
    if last > 1.2 * lowest:
        return "overfits"
    if train[-1] < 0.9 * train[-6]:
        return "still learning"
    return "done"

#%% wrong: overfits only where the accuracy falls too
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    accuracy = history["validation_accuracy"]
    biggest_step = max(after / before for before, after in zip(train, train[1:]))
    if biggest_step > 1.25 or train[-1] > 1.6:
        return "rate too high"
    if validation[-1] > 1.2 * min(validation) and accuracy[-1] < max(accuracy) - 0.01:
        return "overfits"
    if train[-1] < 0.9 * train[-6]:
        return "still learning"
    return "done"
