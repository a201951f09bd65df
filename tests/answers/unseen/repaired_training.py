#%% wrong: eval and no_grad around the validation, the softmax taken for harmless
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    total = 0
    for x, y in train_loader:
        optimizer.zero_grad()
        probabilities = F.softmax(model(x), dim=-1)
        loss = F.cross_entropy(probabilities, y)
        loss.backward()
        optimizer.step()
        total += loss.item() * x.size(0)
    model.eval()
    correct = 0
    with torch.no_grad():
        for x, y in validation_loader:
            correct += (model(x).argmax(1) == y).sum().item()
    return total / len(train_loader.dataset), correct / len(validation_loader.dataset)


#%% wrong: drop the smaller last batch instead of weighing it
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    losses = []
    for x, y in train_loader:
        if len(y) < train_loader.batch_size:
            continue
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    model.eval()
    correct = 0
    with torch.no_grad():
        for x, y in validation_loader:
            correct += (model(x).argmax(1) == y).sum().item()
    return sum(losses) / len(losses), correct / len(validation_loader.dataset)


#%% wrong: eval mode from the start, and the training loss measured again after the epoch
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    for x, y in train_loader:
        optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        total = sum(F.cross_entropy(model(x), y, reduction="sum").item() for x, y in train_loader)
        correct = sum((model(x).argmax(1) == y).sum().item() for x, y in validation_loader)
    return total / len(train_loader.dataset), correct / len(validation_loader.dataset)


#%% right: the given function with its four faults repaired
def repaired_training(model, train_loader, validation_loader, optimizer):
    """One epoch of training, then validation: (training loss, validation accuracy)."""
    model.train()
    loss_sum, n_samples = 0.0, 0
    for images, labels in train_loader:
        loss = nn.functional.cross_entropy(model(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_samples += len(labels)
    model.eval()
    n_right, n_seen = 0, 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    return loss_sum / n_samples, n_right / n_seen

#%% right: one loss for each sample, all joined at the end
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    all_losses = []
    for images, labels in train_loader:
        model.zero_grad(set_to_none=True)
        losses = F.cross_entropy(model(images), labels, reduction="none")
        losses.mean().backward()
        optimizer.step()
        all_losses.append(losses.detach())
    model.eval()
    with torch.inference_mode():
        right = [model(images).argmax(dim=1) == labels for images, labels in validation_loader]
    return torch.cat(all_losses).mean().item(), torch.cat(right).float().mean().item()

#%% right: two helper functions, a weighted mean
def train_pass(model, loader, optimizer):
    loss_function = nn.CrossEntropyLoss()
    model.train(True)
    means, sizes = [], []
    for images, labels in loader:
        for parameter in model.parameters():
            parameter.grad = None
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        means.append(loss.item())
        sizes.append(images.shape[0])
    return sum(m * n for m, n in zip(means, sizes)) / sum(sizes)


@torch.no_grad()
def accuracy_of(model, loader):
    model.train(False)
    answers, truth = [], []
    for images, labels in loader:
        answers += model(images).argmax(1).tolist()
        truth += labels.tolist()
    return sum(a == b for a, b in zip(answers, truth)) / len(truth)


def repaired_training(model, train_loader, validation_loader, optimizer):
    loss = train_pass(model, train_loader, optimizer)
    return loss, accuracy_of(model, validation_loader)

#%% wrong: gradients are cleared after the step, the old ones count in the first step
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_samples = 0.0, 0
    for images, labels in train_loader:
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        loss_sum += loss.item() * len(labels)
        n_samples += len(labels)
    model.eval()
    n_right, n_seen = 0, 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    return loss_sum / n_samples, n_right / n_seen

#%% wrong: every batch weighs batch_size, the smaller last one too
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum = 0.0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * train_loader.batch_size
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / len(train_loader.dataset), n_right / len(validation_loader.dataset)

#%% wrong: the training loss is measured after the epoch, in eval mode
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    for images, labels in train_loader:
        optimizer.zero_grad()
        F.cross_entropy(model(images), labels).backward()
        optimizer.step()
    model.eval()
    loss_sum, n_samples, n_right, n_seen = 0.0, 0, 0, 0
    with torch.no_grad():
        for images, labels in train_loader:
            loss_sum += F.cross_entropy(model(images), labels, reduction="sum").item()
            n_samples += len(labels)
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    return loss_sum / n_samples, n_right / n_seen

#%% wrong: the accuracy is the mean of the batches' accuracies
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_samples = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_samples += len(labels)
    model.eval()
    accuracies = []
    with torch.no_grad():
        for images, labels in validation_loader:
            right = model(images).argmax(dim=1) == labels
            accuracies.append(right.float().mean().item())
    return loss_sum / n_samples, sum(accuracies) / len(accuracies)

#%% wrong: only nn.Dropout layers are put in eval mode, batch norm is not
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_samples = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_samples += len(labels)
    for layer in model.modules():
        if isinstance(layer, nn.Dropout):
            layer.eval()
    n_right, n_seen = 0, 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    return loss_sum / n_samples, n_right / n_seen
