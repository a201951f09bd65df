#%% right: sums over the samples
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum / n_seen, n_right / n_seen


#%% right: one loss over the logits of all batches
@torch.no_grad()
def evaluate(model, loader, loss_function):
    before = model.training
    model.train(False)
    pairs = [(model(images), labels) for images, labels in loader]
    model.train(before)
    logits = torch.cat([logits for logits, _ in pairs])
    labels = torch.cat([labels for _, labels in pairs])
    loss = loss_function(logits, labels)
    return loss, (logits.max(dim=1).indices == labels).double().mean()


#%% right: means weighted by the batches' sizes, the mode of each layer put back
def evaluate(model, loader, loss_function):
    modes = {module: module.training for module in model.modules()}
    model.eval()
    try:
        losses, shares, sizes = [], [], []
        with torch.inference_mode():
            for images, labels in loader:
                logits = model(images)
                losses.append(float(loss_function(logits, labels)))
                shares.append(float((logits.argmax(1) == labels).double().mean()))
                sizes.append(labels.shape[0])
    finally:
        for module, mode in modes.items():
            module.training = mode
    total = sum(sizes)
    loss = sum(a * n / total for a, n in zip(losses, sizes, strict=True))
    accuracy = sum(a * n / total for a, n in zip(shares, sizes, strict=True))
    return [loss, accuracy]


#%% right: sums as tensors, divided by the length of the data set
def evaluate(model, loader, loss_function):
    before = model.training
    model.eval()
    device = next(model.parameters()).device
    loss_sum = torch.zeros((), device=device)
    n_right = torch.zeros((), device=device)
    with torch.no_grad():
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            logits = model(images)
            loss_sum += loss_function(logits, labels) * len(labels)
            n_right += (logits.softmax(dim=1).argmax(dim=1) == labels).sum()
    if before:
        model.train()
    n_samples = len(loader.dataset)
    return loss_sum.item() / n_samples, n_right.item() / n_samples


#%% right: sample by sample in Python
def evaluate(model, loader, loss_function):
    mode = model.training
    model.eval()
    losses, right = [], []
    for images, labels in loader:
        with torch.no_grad():
            logits = model(images)
            mean = loss_function(logits, labels).item()
        for row, label in zip(logits.tolist(), labels.tolist(), strict=True):
            losses.append(mean)
            right.append(row.index(max(row)) == label)
    model.train(mode)
    return sum(losses) / len(losses), sum(right) / len(right)


#%% wrong: no eval | Call model.eval() before the loop
def evaluate(model, loader, loss_function):
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    return loss_sum / n_seen, n_right / n_seen


#%% wrong: the model is left in eval mode | is not any more
def evaluate(model, loader, loss_function):
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    return loss_sum / n_seen, n_right / n_seen


#%% wrong: train mode at the end, whatever it was before | is not any more
def evaluate(model, loader, loss_function):
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train()
    return loss_sum / n_seen, n_right / n_seen


#%% wrong: the mode is remembered after eval() | is not any more
def evaluate(model, loader, loss_function):
    model.eval()
    was_training = model.training
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum / n_seen, n_right / n_seen


#%% wrong: no torch.no_grad() | Gradients were recorded
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    for images, labels in loader:
        logits = model(images)
        loss_sum += loss_function(logits, labels).item() * len(labels)
        n_right += (logits.argmax(dim=1) == labels).sum().item()
        n_seen += len(labels)
    model.train(was_training)
    return loss_sum / n_seen, n_right / n_seen


#%% wrong: the accuracy as a percentage | that is a percentage
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum / n_seen, 100 * n_right / n_seen


#%% wrong: right answers as a number, like the lesson's measure | the number of right answers
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return loss_sum / len(loader.dataset), n_right


#%% wrong: right answers divided by the number of batches | divided by the number of batches
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum / n_seen, n_right / len(loader)


#%% wrong: the mean of the batches' accuracies | mean of the batches' accuracies
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_seen, shares = 0.0, 0, []
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            shares.append((logits.argmax(dim=1) == labels).float().mean().item())
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum / n_seen, sum(shares) / len(shares)


#%% wrong: the share of mistakes | the share of mistakes
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_wrong, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_wrong += (logits.argmax(dim=1) != labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum / n_seen, n_wrong / n_seen


#%% wrong: the mean of the batches' means | The loss is the mean of the batches' means
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item()
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum / len(loader), n_right / n_seen


#%% wrong: the sum of the batches' losses | the sum over the batches
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item()
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum, n_right / n_seen


#%% wrong: the sum over the samples | the sum over the samples
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum, n_right / n_seen


#%% wrong: means divided by the number of samples | Each batch's loss is a mean already
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item()
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum / n_seen, n_right / n_seen


#%% wrong: the last batch's loss | that of the last batch alone
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    n_right, n_seen = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss = loss_function(logits, labels).item()
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return loss, n_right / n_seen


#%% wrong: accuracy first | The two numbers are exchanged
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return n_right / n_seen, loss_sum / n_seen


#%% wrong: cross-entropy whatever is handed in | handed in is not used
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += F.cross_entropy(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum / n_seen, n_right / n_seen


#%% wrong: softmax before the loss | softmax
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            shares = model(images).softmax(dim=1)
            loss_sum += loss_function(shares, labels).item() * len(labels)
            n_right += (shares.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum / n_seen, n_right / n_seen


#%% wrong: the loss alone | Return a pair
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_seen = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            loss_sum += loss_function(model(images), labels).item() * len(labels)
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum / n_seen


#%% wrong: a dictionary | Return a pair
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return {"loss": loss_sum / n_seen, "accuracy": n_right / n_seen}


#%% wrong: no return | Return a pair
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    print(f"mean loss {loss_sum / n_seen:.3f}, accuracy {n_right / n_seen:.1%}")


#%% wrong: a return inside the loop | return inside the loop
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
            model.train(was_training)
            return loss_sum / n_seen, n_right / n_seen


#%% wrong: the largest logit of all samples and classes | The accuracy is another
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax() == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum / n_seen, n_right / n_seen


#%% wrong: the largest logit over the samples | Read the message
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=0) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum / n_seen, n_right / n_seen


#%% wrong: every batch counted as if it were full | right answers
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    loss_sum, n_right = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return loss_sum / len(loader.dataset), n_right / (len(loader) * loader.batch_size)


#%% wrong: hands the package's function on | Handing it on
from course_utils import training


def evaluate(model, loader, loss_function):
    return training.evaluate(model, loader, loss_function)


#%% wrong: the mode of the model alone is put back | sets that of every layer
def evaluate(model, loader, loss_function):
    before = model.training
    model.eval()
    loss_sum, n_right, n = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(1) == labels).sum().item()
            n += len(labels)
    model.training = before
    return loss_sum / n, n_right / n


#%% wrong: the parameters are left frozen | frozen afterwards
def evaluate(model, loader, loss_function):
    before = model.training
    model.eval()
    for p in model.parameters():
        p.requires_grad = False
    loss_sum, n_right, n = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(1) == labels).sum().item()
            n += len(labels)
    model.train(before)
    return loss_sum / n, n_right / n


#%% wrong: frozen in place of no_grad | frozen afterwards
def evaluate(model, loader, loss_function):
    before = model.training
    model.eval()
    model.requires_grad_(False)
    loss_sum, n_right, n = 0.0, 0, 0
    for images, labels in loader:
        logits = model(images)
        loss_sum += loss_function(logits, labels).item() * len(labels)
        n_right += (logits.argmax(1) == labels).sum().item()
        n += len(labels)
    model.train(before)
    return loss_sum / n, n_right / n


#%% wrong: the model's gradients are cleared | no zero_grad
def evaluate(model, loader, loss_function):
    before = model.training
    model.eval()
    model.zero_grad()
    loss_sum, n_right, n = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(1) == labels).sum().item()
            n += len(labels)
    model.train(before)
    return loss_sum / n, n_right / n


#%% right: the mode set and put back for each batch
def evaluate(model, loader, loss_function):
    total, right, n = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            before = model.training
            model.eval()
            logits = model(images)
            total += loss_function(logits, labels).item() * len(labels)
            right += (logits.argmax(dim=1) == labels).sum().item()
            n += len(labels)
            model.train(before)
    return total / n, right / n


#%% wrong: the mode is put back inside the loop | Only the first batch was measured in eval mode
def evaluate(model, loader, loss_function):
    before = model.training
    model.eval()
    total, right, n = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += loss_function(logits, labels).item() * len(labels)
            right += (logits.argmax(dim=1) == labels).sum().item()
            n += len(labels)
            model.train(before)
    return total / n, right / n


#%% wrong: eval() after the first batch | The first batch was measured in train mode
def evaluate(model, loader, loss_function):
    before = model.training
    total, right, n = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            model.eval()
            total += loss_function(logits, labels).item() * len(labels)
            right += (logits.argmax(dim=1) == labels).sum().item()
            n += len(labels)
    model.train(before)
    return total / n, right / n


#%% wrong: the mode is remembered anew for each batch, and put back after the loop | once, before the loop
def evaluate(model, loader, loss_function):
    total, right, n = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            before = model.training
            model.eval()
            logits = model(images)
            total += loss_function(logits, labels).item() * len(labels)
            right += (logits.argmax(dim=1) == labels).sum().item()
            n += len(labels)
    model.train(before)
    return total / n, right / n
