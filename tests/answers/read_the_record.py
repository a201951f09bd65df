# %% right: three questions in turn
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    jumps = any(now > 1.25 * before for before, now in zip(train[:-1], train[1:], strict=True))
    if jumps or min(train) > 2:
        return "rate too high"
    if validation[-1] > 1.2 * min(validation):
        return "overfits"
    if train[-1] < 0.9 * train[-6]:
        return "still learning"
    return "done"


# %% right: tensors, overfitting by the place of the lowest value
def read_the_record(history):
    train, validation = (torch.tensor(history[f"{part}_loss"]) for part in ("train", "validation"))
    if train.diff().div(train[:-1]).max() > 0.25 or train.min() > 2:
        return "rate too high"
    if validation.argmin() <= len(validation) // 2 and validation[-1] > 1.2 * validation.min():
        return "overfits"
    return "still learning" if validation[-1] < 0.9 * validation[-6] else "done"


# %% right: done first, jumps counted, guessing by the range
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    steps = [train[i + 1] / train[i] for i in range(len(train) - 1)]
    if sum(step > 1.5 for step in steps) >= 3:
        return "rate too high"
    both = train + validation
    if all(abs(loss - math.log(10)) < 0.12 for loss in both):
        return "rate too high"

    def flat(losses):
        return max(losses[-6:]) <= 1.02 * min(losses[-6:])

    if flat(train) and flat(validation):
        return "done"
    return "still learning" if validation[-1] < validation[-6] else "overfits"


# %% right: NumPy, the slope of the logarithms over the last six epochs
import numpy as np


def read_the_record(history):
    train, validation = np.array(history["train_loss"]), np.array(history["validation_loss"])
    if (train[1:] > 1.4 * train[:-1]).sum() > 1 or train[-1] > 2.2 and train[0] < 2.4:
        return "rate too high"
    slopes = [np.polyfit(range(6), np.log(losses[-6:]), 1)[0] for losses in (train, validation)]
    if slopes[1] > 0.005:
        return "overfits"
    return "still learning" if max(slopes) < -0.02 else "done"


# %% right: by accuracy where the network guesses, by the losses elsewhere
def read_the_record(history):
    losses = history["train_loss"]
    if max(history["train_accuracy"]) < 0.2:
        return "rate too high"
    for i in range(1, len(losses)):
        if losses[i] > losses[i - 1] * 1.3:
            return "rate too high"
    lowest = min(history["validation_loss"])
    last = history["validation_loss"][-1]
    if (last - lowest) / lowest > 0.3:
        return "overfits"
    falls = (losses[-6] - losses[-1]) / losses[-6]
    return "still learning" if falls > 0.1 else "done"


# %% wrong: a gap is called overfitting | A gap between the losses
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if min(train) > 2 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    if validation[-1] > 1.5 * train[-1]:
        return "overfits"
    return "still learning" if train[-1] < 0.9 * train[-6] else "done"


# %% wrong: overfits only if validation loss is above the training loss | lie below the training loss
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if min(train) > 2 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    if validation[-1] > 1.2 * min(validation) and validation[-1] > train[-1]:
        return "overfits"
    return "still learning" if train[-1] < 0.9 * train[-6] else "done"


# %% wrong: overfitting by the validation accuracy | may stay where it is
def read_the_record(history):
    train, accuracy = history["train_loss"], history["validation_accuracy"]
    if min(train) > 2 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    if accuracy[-1] < max(accuracy) - 0.02:
        return "overfits"
    return "still learning" if train[-1] < 0.9 * train[-6] else "done"


# %% wrong: any validation loss above the lowest | a hair above the lowest
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if min(train) > 2 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    if validation[-1] > min(validation):
        return "overfits"
    return "still learning" if train[-1] < 0.9 * train[-6] else "done"


# %% wrong: overfitting by the last step of the two losses | One step apart is chance
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if min(train) > 2 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    if train[-1] < train[-2] and validation[-1] > validation[-2]:
        return "overfits"
    return "still learning" if train[-1] < 0.9 * train[-6] else "done"


# %% wrong: the last validation loss against the first | not against its first
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if min(train) > 2 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    if validation[-1] > validation[0]:
        return "overfits"
    return "still learning" if train[-1] < 0.9 * train[-6] else "done"


# %% wrong: guessing by the first epoch | Every network starts near ln 10
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if 2.2 < train[0] < 2.4 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    if validation[-1] > 1.2 * min(validation):
        return "overfits"
    return "still learning" if train[-1] < 0.9 * train[-6] else "done"


# %% wrong: guessing by the highest loss | Every network starts near ln 10
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if max(train) > 2.2 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    if validation[-1] > 1.2 * min(validation):
        return "overfits"
    return "still learning" if train[-1] < 0.9 * train[-6] else "done"


# %% wrong: who guesses is done | the network guesses
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    if validation[-1] > 1.2 * min(validation):
        return "overfits"
    return "still learning" if train[-1] < 0.9 * train[-6] else "done"


# %% wrong: a rate is too high only where nothing is learned | Losses that jump are missed
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if min(train) > 2:
        return "rate too high"
    if validation[-1] > 1.15 * min(validation):
        return "overfits"
    return "still learning" if train[-1] < 0.92 * train[-6] else "done"


# %% wrong: overfitting is asked first | Ask about the rate first
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if validation[-1] > 1.15 * min(validation):
        return "overfits"
    if min(train) > 2 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    return "still learning" if train[-1] < 0.9 * train[-6] else "done"


# %% wrong: the training loss alone says that it still learns | before you ask whether it still learns
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if min(train) > 2 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    if train[-1] < 0.9 * train[-6]:
        return "still learning"
    return "overfits" if validation[-1] > 1.2 * min(validation) else "done"


# %% wrong: done where the loss is low | How high the loss is
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if min(train) > 2 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    if validation[-1] > 1.2 * min(validation):
        return "overfits"
    return "still learning" if train[-1] > 0.1 else "done"


# %% wrong: two epochs are compared | One epoch to the next
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if min(train) > 2 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    if validation[-1] > 1.2 * min(validation):
        return "overfits"
    return "still learning" if train[-1] < train[-2] else "done"


# %% wrong: never says that it still learns | A training that still learns is missed
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if min(train) > 2 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    return "overfits" if validation[-1] > 1.2 * min(validation) else "done"


# %% wrong: always done | Go through the four descriptions
def read_the_record(history):
    return "done"


# %% wrong: another word | One of four strings
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if min(train) > 2 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "learning rate too high"
    if validation[-1] > 1.2 * min(validation):
        return "overfitting"
    return "still learning" if train[-1] < 0.9 * train[-6] else "done"


# %% wrong: no return at the end | returned None
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if min(train) > 2 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    if validation[-1] > 1.2 * min(validation):
        return "overfits"
    if train[-1] < 0.9 * train[-6]:
        return "still learning"


# %% wrong: sorts the record to find the lowest | changed one of its inputs in place
def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if min(train) > 2 or max(b / a for a, b in zip(train, train[1:])) > 1.3:
        return "rate too high"
    last = validation[-1]
    validation.sort()
    if last > 1.2 * validation[0]:
        return "overfits"
    return "still learning" if train[-1] < 0.9 * train[-6] else "done"
