#%% wrong: loss is the mean of the batch means
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    losses, correct, n = [], 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            losses.append(loss_function(logits, labels).item())
            correct += (logits.argmax(dim=1) == labels).sum().item()
            n += len(labels)
    model.train(was_training)
    return sum(losses) / len(losses), correct / n

#%% wrong: accuracy is the mean of the batch accuracies
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    total, n, accuracies = 0.0, 0, []
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += loss_function(logits, labels).item() * len(labels)
            n += len(labels)
            accuracies.append((logits.argmax(dim=1) == labels).float().mean().item())
    model.train(was_training)
    return total / n, sum(accuracies) / len(accuracies)

#%% wrong: leaves the model in eval mode
def evaluate(model, loader, loss_function):
    model.eval()
    total, correct, n = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += loss_function(logits, labels).item() * len(labels)
            correct += (logits.argmax(dim=1) == labels).sum().item()
            n += len(labels)
    return total / n, correct / n

#%% wrong: always train mode afterwards, also for a model found in eval mode
def evaluate(model, loader, loss_function):
    model.eval()
    total, correct, n = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += loss_function(logits, labels).item() * len(labels)
            correct += (logits.argmax(dim=1) == labels).sum().item()
            n += len(labels)
    model.train()
    return total / n, correct / n

#%% wrong: no eval mode, dropout and batch norm stay in training
def evaluate(model, loader, loss_function):
    total, correct, n = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += loss_function(logits, labels).item() * len(labels)
            correct += (logits.argmax(dim=1) == labels).sum().item()
            n += len(labels)
    return total / n, correct / n

#%% wrong: gradients are recorded
def evaluate(model, loader, loss_function):
    was_training = model.training
    model.eval()
    total, correct, n = 0.0, 0, 0
    for images, labels in loader:
        logits = model(images)
        total += loss_function(logits, labels).item() * len(labels)
        correct += (logits.argmax(dim=1) == labels).sum().item()
        n += len(labels)
    model.train(was_training)
    return total / n, correct / n
