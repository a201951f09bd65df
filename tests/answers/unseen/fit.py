#%% wrong: train mode set once before the epochs, from the second epoch on trained in eval mode
def fit(model, train_loader, validation_loader, optimizer, epochs):
    history = {"train_loss": [], "train_accuracy": [], "validation_loss": [], "validation_accuracy": []}
    model.train()
    for epoch in range(epochs):
        total, correct, n = 0.0, 0, 0
        for images, labels in train_loader:
            optimizer.zero_grad()
            logits = model(images)
            loss = F.cross_entropy(logits, labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
            correct += (logits.argmax(1) == labels).sum().item()
            n += len(labels)
        history["train_loss"].append(total / n)
        history["train_accuracy"].append(correct / n)
        model.eval()
        total, correct, n = 0.0, 0, 0
        with torch.no_grad():
            for images, labels in validation_loader:
                logits = model(images)
                total += F.cross_entropy(logits, labels).item() * len(labels)
                correct += (logits.argmax(1) == labels).sum().item()
                n += len(labels)
        history["validation_loss"].append(total / n)
        history["validation_accuracy"].append(correct / n)
    return history

#%% wrong: sums never set back, each epoch's figures contain the earlier epochs
def fit(model, train_loader, validation_loader, optimizer, epochs):
    history = {"train_loss": [], "train_accuracy": [], "validation_loss": [], "validation_accuracy": []}
    total, correct, n = 0.0, 0, 0
    v_total, v_correct, v_n = 0.0, 0, 0
    for epoch in range(epochs):
        model.train()
        for images, labels in train_loader:
            optimizer.zero_grad()
            logits = model(images)
            loss = F.cross_entropy(logits, labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
            correct += (logits.argmax(1) == labels).sum().item()
            n += len(labels)
        model.eval()
        with torch.no_grad():
            for images, labels in validation_loader:
                logits = model(images)
                v_total += F.cross_entropy(logits, labels).item() * len(labels)
                v_correct += (logits.argmax(1) == labels).sum().item()
                v_n += len(labels)
        history["train_loss"].append(total / n)
        history["train_accuracy"].append(correct / n)
        history["validation_loss"].append(v_total / v_n)
        history["validation_accuracy"].append(v_correct / v_n)
    return history

#%% wrong: losses are means of batch means, the smaller last batch weighs too much
def fit(model, train_loader, validation_loader, optimizer, epochs):
    history = {"train_loss": [], "train_accuracy": [], "validation_loss": [], "validation_accuracy": []}
    for epoch in range(epochs):
        model.train()
        losses, correct, n = [], 0, 0
        for images, labels in train_loader:
            optimizer.zero_grad()
            logits = model(images)
            loss = F.cross_entropy(logits, labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            correct += (logits.argmax(1) == labels).sum().item()
            n += len(labels)
        history["train_loss"].append(sum(losses) / len(losses))
        history["train_accuracy"].append(correct / n)
        model.eval()
        losses, correct, n = [], 0, 0
        with torch.no_grad():
            for images, labels in validation_loader:
                logits = model(images)
                losses.append(F.cross_entropy(logits, labels).item())
                correct += (logits.argmax(1) == labels).sum().item()
                n += len(labels)
        history["validation_loss"].append(sum(losses) / len(losses))
        history["validation_accuracy"].append(correct / n)
    return history

#%% wrong: training figures measured afresh after the epoch instead of in the training pass
def fit(model, train_loader, validation_loader, optimizer, epochs):
    history = {"train_loss": [], "train_accuracy": [], "validation_loss": [], "validation_accuracy": []}

    def measure(loader):
        model.eval()
        total, correct, n = 0.0, 0, 0
        with torch.no_grad():
            for images, labels in loader:
                logits = model(images)
                total += F.cross_entropy(logits, labels).item() * len(labels)
                correct += (logits.argmax(1) == labels).sum().item()
                n += len(labels)
        return total / n, correct / n

    for epoch in range(epochs):
        model.train()
        for images, labels in train_loader:
            optimizer.zero_grad()
            F.cross_entropy(model(images), labels).backward()
            optimizer.step()
        loss, accuracy = measure(train_loader)
        history["train_loss"].append(loss)
        history["train_accuracy"].append(accuracy)
        loss, accuracy = measure(validation_loader)
        history["validation_loss"].append(loss)
        history["validation_accuracy"].append(accuracy)
    return history

#%% wrong: accuracies in per cent
def fit(model, train_loader, validation_loader, optimizer, epochs):
    history = {"train_loss": [], "train_accuracy": [], "validation_loss": [], "validation_accuracy": []}
    for epoch in range(epochs):
        model.train()
        total, correct, n = 0.0, 0, 0
        for images, labels in train_loader:
            optimizer.zero_grad()
            logits = model(images)
            loss = F.cross_entropy(logits, labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
            correct += (logits.argmax(1) == labels).sum().item()
            n += len(labels)
        history["train_loss"].append(total / n)
        history["train_accuracy"].append(100 * correct / n)
        model.eval()
        total, correct, n = 0.0, 0, 0
        with torch.no_grad():
            for images, labels in validation_loader:
                logits = model(images)
                total += F.cross_entropy(logits, labels).item() * len(labels)
                correct += (logits.argmax(1) == labels).sum().item()
                n += len(labels)
        history["validation_loss"].append(total / n)
        history["validation_accuracy"].append(100 * correct / n)
    return history

#%% wrong: validation records gradients
def fit(model, train_loader, validation_loader, optimizer, epochs):
    history = {"train_loss": [], "train_accuracy": [], "validation_loss": [], "validation_accuracy": []}
    for epoch in range(epochs):
        for phase, loader in (("train", train_loader), ("validation", validation_loader)):
            if phase == "train":
                model.train()
            else:
                model.eval()
            total, correct, n = 0.0, 0, 0
            for images, labels in loader:
                logits = model(images)
                loss = F.cross_entropy(logits, labels)
                if phase == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                total += loss.item() * len(labels)
                correct += (logits.argmax(1) == labels).sum().item()
                n += len(labels)
            history[phase + "_loss"].append(total / n)
            history[phase + "_accuracy"].append(correct / n)
    return history
