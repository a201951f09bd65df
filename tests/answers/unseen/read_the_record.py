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
