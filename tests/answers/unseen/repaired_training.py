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
