#%% right: the loop with its four faults put right
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% right: losses summed in the batch, gradients cleared after the step, tensors returned
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    total = torch.zeros(())
    optimizer.zero_grad()
    for images, labels in train_loader:
        each = F.cross_entropy(model(images), labels, reduction="none")
        each.mean().backward()
        optimizer.step()
        optimizer.zero_grad()
        total += each.detach().sum()
    model.eval()
    with torch.inference_mode():
        right = torch.cat([model(x).argmax(1) == y for x, y in validation_loader])
    return total / len(train_loader.dataset), right.float().mean()


#%% right: log_softmax and nll_loss, a list, the mode set back to train
def repaired_training(model, train_loader, validation_loader, optimizer):
    losses, sizes = [], []
    for images, labels in train_loader:
        model.train()
        model.zero_grad()
        loss = F.nll_loss(model(images).log_softmax(dim=1), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        sizes.append(images.size(0))
    model.train(False)
    hits = [(model(x).max(dim=1).indices == y).sum().item() for x, y in validation_loader]
    model.train()
    mean = sum(a * n for a, n in zip(losses, sizes)) / sum(sizes)
    return [mean, sum(hits) / len(validation_loader.dataset)]


#%% right: two functions, running means, softmax where it does no harm
def one_epoch(model, loader, optimizer):
    mean, n_seen = 0.0, 0
    loss_function = nn.CrossEntropyLoss()
    for images, labels in loader:
        for parameter in model.parameters():
            parameter.grad = None
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        n_seen += len(labels)
        mean += (float(loss) - mean) * len(labels) / n_seen
    return mean


@torch.no_grad()
def share_right(model, loader):
    n_right = n_seen = 0
    for images, labels in loader:
        n_right += int((model(images).softmax(dim=1).argmax(dim=1) == labels).sum())
        n_seen += len(labels)
    return n_right / n_seen


def repaired_training(model, train_loader, validation_loader, optimizer):
    training_loss = one_epoch(model.train(), train_loader, optimizer)
    return training_loss, share_right(model.eval(), validation_loader)


#%% wrong: softmax before the loss is still there | softmax before the loss
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images).softmax(dim=1), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: gradients are still never cleared | Gradients are never cleared
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: the validation still runs in train mode | validation runs in train mode
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: the last batch still weighs as a full one | mean of the batches' means
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item()
        n_seen += 1
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: softmax and gradients left | 2 of the four faults are still in it
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        loss = nn.functional.cross_entropy(model(images).softmax(dim=1), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: softmax and train mode left | 2 of the four faults are still in it
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images).softmax(dim=1), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: softmax and the mean of means left | 2 of the four faults are still in it
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images).softmax(dim=1), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item()
        n_seen += 1
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: gradients and train mode left | 2 of the four faults are still in it
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: gradients and the mean of means left | 2 of the four faults are still in it
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item()
        n_seen += 1
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: train mode and the mean of means left | 2 of the four faults are still in it
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item()
        n_seen += 1
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: nothing repaired: all four left | 4 of the four faults are still in it
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        loss = nn.functional.cross_entropy(model(images).softmax(dim=1), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item()
        n_seen += 1
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: gradients cleared once, before the loop | belongs into the loop
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    optimizer.zero_grad()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: gradients cleared between backward and step | No weight has moved
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: train() at the top taken for the fault | training runs in eval mode
def repaired_training(model, train_loader, validation_loader, optimizer):
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: a percentage | not a percentage
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, 100 * n_right / len(validation_loader.dataset)


#%% wrong: accuracy first | training loss first
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return n_right / len(validation_loader.dataset), loss_sum / n_seen


#%% wrong: divided by the number of batches | divided by the number of batches
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / len(train_loader), n_right / len(validation_loader.dataset)


#%% wrong: the losses added as they are, divided by the number of images | multiply it by its batch's size
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item()
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: every batch counted as full | as if its batch were full
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * train_loader.batch_size
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: the loss alone | Return two numbers
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen


#%% wrong: no return | returned None
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    result = loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: the way back under no_grad | Read the message
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        with torch.no_grad():
            loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: softmax and nll_loss | Weights or running averages are others
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = F.nll_loss(model(images).softmax(dim=1), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    n_right = 0
    with torch.no_grad():
        for images, labels in validation_loader:
            n_right += (model(images).argmax(dim=1) == labels).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)


#%% wrong: the accuracy as the mean of the batches' shares | mean of the batches' shares
def repaired_training(model, train_loader, validation_loader, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    shares = []
    with torch.no_grad():
        for images, labels in validation_loader:
            shares.append((model(images).argmax(dim=1) == labels).float().mean().item())
    return loss_sum / n_seen, sum(shares) / len(shares)
