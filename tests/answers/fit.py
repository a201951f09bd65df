#%% right: two loops an epoch
def fit(model, train_loader, validation_loader, optimizer, epochs):
    names = ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy")
    record = {name: [] for name in names}
    for _ in range(epochs):
        model.train()
        loss_sum, n_right, n_samples = 0.0, 0, 0
        for images, labels in train_loader:
            optimizer.zero_grad()
            logits = model(images)
            loss = F.cross_entropy(logits, labels)
            loss.backward()
            optimizer.step()
            loss_sum += loss.item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_samples += len(labels)
        record["train_loss"].append(loss_sum / n_samples)
        record["train_accuracy"].append(n_right / n_samples)
        model.eval()
        loss_sum, n_right, n_samples = 0.0, 0, 0
        with torch.no_grad():
            for images, labels in validation_loader:
                logits = model(images)
                loss_sum += F.cross_entropy(logits, labels).item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
        record["validation_loss"].append(loss_sum / n_samples)
        record["validation_accuracy"].append(n_right / n_samples)
    return record


#%% right: one loop for both passes
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / n_samples)
            record[f"{part}_accuracy"].append(n_right / n_samples)
    return record


#%% right: functions for the two passes, losses summed by cross_entropy itself
def one_epoch(model, loader, optimizer):
    model.train()
    loss_sum = n_right = 0
    for images, labels in loader:
        logits = model(images)
        optimizer.zero_grad()
        F.cross_entropy(logits, labels).backward()
        optimizer.step()
        loss_sum += F.cross_entropy(logits.detach(), labels, reduction="sum").item()
        n_right += int((logits.max(dim=1).indices == labels).sum())
    return loss_sum / len(loader.dataset), n_right / len(loader.dataset)


@torch.no_grad()
def measure(model, loader):
    model.eval()
    loss_sum = n_right = 0
    for images, labels in loader:
        logits = model(images)
        loss_sum += nn.CrossEntropyLoss(reduction="sum")(logits, labels).item()
        n_right += int((logits.max(dim=1).indices == labels).sum())
    return loss_sum / len(loader.dataset), n_right / len(loader.dataset)


def fit(model, train_loader, validation_loader, optimizer, epochs):
    train, validation = [], []
    for _ in range(epochs):
        train.append(one_epoch(model, train_loader, optimizer))
        validation.append(measure(model, validation_loader))
    return {
        "train_loss": [loss for loss, _ in train],
        "train_accuracy": [accuracy for _, accuracy in train],
        "validation_loss": [loss for loss, _ in validation],
        "validation_accuracy": [accuracy for _, accuracy in validation],
    }


#%% right: logits kept and measured at the end of the epoch, entries are tensors
from collections import defaultdict


def fit(model, train_loader, validation_loader, optimizer, epochs):
    record = defaultdict(list)

    def note(part, logits, labels):
        logits, labels = torch.cat(logits), torch.cat(labels)
        record[f"{part}_loss"].append(F.cross_entropy(logits, labels))
        record[f"{part}_accuracy"].append((logits.argmax(1) == labels).float().mean())

    for _ in range(epochs):
        model.train()
        all_logits, all_labels = [], []
        for images, labels in train_loader:
            optimizer.zero_grad()
            logits = model(images)
            F.cross_entropy(logits, labels).backward()
            optimizer.step()
            all_logits.append(logits.detach())
            all_labels.append(labels)
        note("train", all_logits, all_labels)
        model.eval()
        with torch.inference_mode():
            pairs = [(model(images), labels) for images, labels in validation_loader]
        note("validation", [logits for logits, _ in pairs], [labels for _, labels in pairs])
    return record


#%% right: gradients cleared after the step, sums as tensors on the model's device
def fit(model, train_loader, validation_loader, optimizer, epochs):
    device = next(model.parameters()).device
    figures = {"train": [], "validation": []}
    optimizer.zero_grad()
    for _ in range(epochs):
        for part, loader in (("train", train_loader), ("validation", validation_loader)):
            sums = torch.zeros(3, device=device)
            if part == "train":
                model.train()
            else:
                model.eval()
            for images, labels in loader:
                images, labels = images.to(device), labels.to(device)
                if part == "train":
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                    loss.backward()
                    optimizer.step()
                    optimizer.zero_grad()
                else:
                    with torch.no_grad():
                        logits = model(images)
                        loss = F.cross_entropy(logits, labels)
                sums[0] += loss.detach() * len(labels)
                sums[1] += (logits.argmax(dim=1) == labels).sum()
                sums[2] += len(labels)
            figures[part].append(sums)
    record = {}
    for part, rows in figures.items():
        record[f"{part}_loss"] = [(row[0] / row[2]).item() for row in rows]
        record[f"{part}_accuracy"] = [(row[1] / row[2]).item() for row in rows]
    return record


#%% wrong: never calls eval() | Validation ran in train mode
def fit(model, train_loader, validation_loader, optimizer, epochs):
    names = ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy")
    record = {name: [] for name in names}
    for _ in range(epochs):
        model.train()
        loss_sum, n_right, n_samples = 0.0, 0, 0
        for images, labels in train_loader:
            optimizer.zero_grad()
            logits = model(images)
            loss = F.cross_entropy(logits, labels)
            loss.backward()
            optimizer.step()
            loss_sum += loss.item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_samples += len(labels)
        record["train_loss"].append(loss_sum / n_samples)
        record["train_accuracy"].append(n_right / n_samples)
        loss_sum, n_right, n_samples = 0.0, 0, 0
        with torch.no_grad():
            for images, labels in validation_loader:
                logits = model(images)
                loss_sum += F.cross_entropy(logits, labels).item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
        record["validation_loss"].append(loss_sum / n_samples)
        record["validation_accuracy"].append(n_right / n_samples)
    return record


#%% wrong: train() once, before the first epoch | the model stayed in eval mode
def fit(model, train_loader, validation_loader, optimizer, epochs):
    names = ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy")
    record = {name: [] for name in names}
    model.train()
    for _ in range(epochs):
        loss_sum, n_right, n_samples = 0.0, 0, 0
        for images, labels in train_loader:
            optimizer.zero_grad()
            logits = model(images)
            loss = F.cross_entropy(logits, labels)
            loss.backward()
            optimizer.step()
            loss_sum += loss.item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_samples += len(labels)
        record["train_loss"].append(loss_sum / n_samples)
        record["train_accuracy"].append(n_right / n_samples)
        model.eval()
        loss_sum, n_right, n_samples = 0.0, 0, 0
        with torch.no_grad():
            for images, labels in validation_loader:
                logits = model(images)
                loss_sum += F.cross_entropy(logits, labels).item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
        record["validation_loss"].append(loss_sum / n_samples)
        record["validation_accuracy"].append(n_right / n_samples)
    return record


#%% wrong: no zero_grad | Old gradients are added to the new ones
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / n_samples)
            record[f"{part}_accuracy"].append(n_right / n_samples)
    return record


#%% wrong: zero_grad once an epoch | optimizer.zero_grad()
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        optimizer.zero_grad()
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / n_samples)
            record[f"{part}_accuracy"].append(n_right / n_samples)
    return record


#%% wrong: training figures measured afterwards | measured after the epoch
def measure(model, loader):
    model.eval()
    loss_sum, n_right = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += F.cross_entropy(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
    return loss_sum / len(loader.dataset), n_right / len(loader.dataset)


def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        model.train()
        for images, labels in train_loader:
            optimizer.zero_grad()
            F.cross_entropy(model(images), labels).backward()
            optimizer.step()
        for part, loader in parts.items():
            loss, accuracy = measure(model, loader)
            record[f"{part}_loss"].append(loss)
            record[f"{part}_accuracy"].append(accuracy)
    return record


#%% wrong: losses divided by the number of batches | Losses are averaged over the batches
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item()
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / len(loader))
            record[f"{part}_accuracy"].append(n_right / n_samples)
    return record


#%% wrong: means of the batches' means | Losses and accuracies are averaged over the batches
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            losses, accuracies = [], []
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                losses.append(loss.item())
                accuracies.append((logits.argmax(dim=1) == labels).float().mean().item())
            record[f"{part}_loss"].append(sum(losses) / len(losses))
            record[f"{part}_accuracy"].append(sum(accuracies) / len(accuracies))
    return record


#%% wrong: right answers divided by batches | Right answers are divided by the number of batches
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / n_samples)
            record[f"{part}_accuracy"].append(n_right / len(loader))
    return record


#%% wrong: losses and right answers divided by batches, as published | by the number of batches
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right = 0.0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item()
                n_right += (logits.argmax(dim=1) == labels).sum().item()
            record[f"{part}_loss"].append(loss_sum / len(loader))
            record[f"{part}_accuracy"].append(n_right / len(loader))
    return record


#%% wrong: percentages | Accuracies are percentages
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / n_samples)
            record[f"{part}_accuracy"].append(100 * n_right / n_samples)
    return record


#%% wrong: every batch weighs as much as a full one | Means are over samples
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right = 0.0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * loader.batch_size
                n_right += (logits.argmax(dim=1) == labels).sum().item()
            record[f"{part}_loss"].append(loss_sum / len(loader.dataset))
            record[f"{part}_accuracy"].append(n_right / len(loader.dataset))
    return record


#%% wrong: the loss of the last batch alone | Means are over samples
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            n_right, n_samples = 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss.item())
            record[f"{part}_accuracy"].append(n_right / n_samples)
    return record


#%% wrong: validation with gradients | Validation recorded gradients
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                logits = model(images)
                loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / n_samples)
            record[f"{part}_accuracy"].append(n_right / n_samples)
    return record


#%% wrong: trains on the validation images too | trained on the validation images too
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                optimizer.zero_grad()
                logits = model(images)
                loss = F.cross_entropy(logits, labels)
                loss.backward()
                optimizer.step()
                loss_sum += loss.item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / n_samples)
            record[f"{part}_accuracy"].append(n_right / n_samples)
    return record


#%% wrong: the same pass for both, in train mode too | trained on the validation images too
def one_pass(model, loader, optimizer):
    model.train()
    loss_sum, n_right, n_samples = 0.0, 0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_right += (logits.argmax(dim=1) == labels).sum().item()
        n_samples += len(labels)
    return loss_sum / n_samples, n_right / n_samples


def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            loss, accuracy = one_pass(model, loader, optimizer)
            record[f"{part}_loss"].append(loss)
            record[f"{part}_accuracy"].append(accuracy)
    return record


#%% wrong: the loaders are exchanged | Training and validation are exchanged
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": validation_loader, "validation": train_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / n_samples)
            record[f"{part}_accuracy"].append(n_right / n_samples)
    return record


#%% wrong: sums go on, numbers of samples do not | Sums go on from epoch to epoch
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    loss_sum = {"train": 0.0, "validation": 0.0}
    n_right = {"train": 0, "validation": 0}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum[part] += loss.item() * len(labels)
                n_right[part] += (logits.argmax(dim=1) == labels).sum().item()
            record[f"{part}_loss"].append(loss_sum[part] / len(loader.dataset))
            record[f"{part}_accuracy"].append(n_right[part] / len(loader.dataset))
    return record


#%% wrong: sums and numbers of samples go on | Start them at 0 in each epoch
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    loss_sum = {"train": 0.0, "validation": 0.0}
    n_right = {"train": 0, "validation": 0}
    n_samples = {"train": 0, "validation": 0}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum[part] += loss.item() * len(labels)
                n_right[part] += (logits.argmax(dim=1) == labels).sum().item()
                n_samples[part] += len(labels)
            record[f"{part}_loss"].append(loss_sum[part] / n_samples[part])
            record[f"{part}_accuracy"].append(n_right[part] / n_samples[part])
    return record


#%% wrong: step() is missing | Nothing was learned
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                loss_sum += loss.item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / n_samples)
            record[f"{part}_accuracy"].append(n_right / n_samples)
    return record


#%% wrong: softmax before the cross-entropy | softmax
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    shares = model(images).softmax(dim=1)
                    loss = F.cross_entropy(shares, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * len(labels)
                n_right += (shares.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / n_samples)
            record[f"{part}_accuracy"].append(n_right / n_samples)
    return record


#%% wrong: an optimiser of its own | optimizer that
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    optimizer = torch.optim.Adam(model.parameters(), lr=0.0001)
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / n_samples)
            record[f"{part}_accuracy"].append(n_right / n_samples)
    return record


#%% wrong: other names | Return a dict with four lists
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "val": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "acc")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / n_samples)
            record[f"{part}_acc"].append(n_right / n_samples)
    return record


#%% wrong: forgets to return | Return a dict with four lists
def fit(model, train_loader, validation_loader, optimizer, epochs):
    for epoch in range(epochs):
        model.train()
        for images, labels in train_loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
        model.eval()
        n_right = 0
        with torch.no_grad():
            for images, labels in validation_loader:
                n_right += (model(images).argmax(dim=1) == labels).sum().item()
        print(epoch + 1, loss.item(), n_right / len(validation_loader.dataset))


#%% wrong: an entry for each batch | should have one entry an epoch
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                n_right = (logits.argmax(dim=1) == labels).sum().item()
                record[f"{part}_loss"].append(loss.item())
                record[f"{part}_accuracy"].append(n_right / len(labels))
    return record


#%% wrong: the return stands inside the loop over the epochs | should have one entry an epoch
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {f"{part}_{figure}": [] for part in parts for figure in ("loss", "accuracy")}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / n_samples)
            record[f"{part}_accuracy"].append(n_right / n_samples)
        return record


#%% wrong: numbers of the last epoch in place of lists | is a list with one entry an epoch
def fit(model, train_loader, validation_loader, optimizer, epochs):
    parts = {"train": train_loader, "validation": validation_loader}
    record = {}
    for _ in range(epochs):
        for part, loader in parts.items():
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"] = loss_sum / n_samples
            record[f"{part}_accuracy"] = n_right / n_samples
    return record


#%% wrong: loads the weights of the epoch with the lowest validation loss | with the lowest validation loss
import copy


def fit(model, train_loader, validation_loader, optimizer, epochs):
    keys = ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy")
    record = {key: [] for key in keys}
    best, best_weights = float("inf"), None
    for epoch in range(epochs):
        for part, loader in (("train", train_loader), ("validation", validation_loader)):
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / n_samples)
            record[f"{part}_accuracy"].append(n_right / n_samples)
        if record["validation_loss"][-1] < best:
            best, best_weights = record["validation_loss"][-1], copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return record


#%% wrong: loads the weights of the epoch with the highest validation accuracy | leaves those of the last epoch
import copy


def fit(model, train_loader, validation_loader, optimizer, epochs):
    keys = ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy")
    record = {key: [] for key in keys}
    best, best_weights = -1, None
    for epoch in range(epochs):
        for part, loader in (("train", train_loader), ("validation", validation_loader)):
            model.train(part == "train")
            loss_sum, n_right, n_samples = 0.0, 0, 0
            for images, labels in loader:
                with torch.set_grad_enabled(part == "train"):
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                if part == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
            record[f"{part}_loss"].append(loss_sum / n_samples)
            record[f"{part}_accuracy"].append(n_right / n_samples)
        if record["validation_accuracy"][-1] > best:
            best, best_weights = record["validation_accuracy"][-1], copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return record


#%% wrong: one list under four names | dict.fromkeys(names, []) makes it
def fit(model, train_loader, validation_loader, optimizer, epochs):
    names = ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy")
    record = dict.fromkeys(names, [])
    for _ in range(epochs):
        model.train()
        loss_sum, n_right, n_samples = 0.0, 0, 0
        for images, labels in train_loader:
            optimizer.zero_grad()
            logits = model(images)
            loss = F.cross_entropy(logits, labels)
            loss.backward()
            optimizer.step()
            loss_sum += loss.item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_samples += len(labels)
        record["train_loss"].append(loss_sum / n_samples)
        record["train_accuracy"].append(n_right / n_samples)
        loss_sum, n_right, n_samples = 0.0, 0, 0
        model.eval()
        with torch.no_grad():
            for images, labels in validation_loader:
                logits = model(images)
                loss_sum += F.cross_entropy(logits, labels).item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
        record["validation_loss"].append(loss_sum / n_samples)
        record["validation_accuracy"].append(n_right / n_samples)
    return record


#%% wrong: validation before the training of its epoch | Validation was measured before the training
def fit(model, train_loader, validation_loader, optimizer, epochs):
    names = ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy")
    record = {name: [] for name in names}
    for _ in range(epochs):
        loss_sum, n_right, n_samples = 0.0, 0, 0
        model.eval()
        with torch.no_grad():
            for images, labels in validation_loader:
                logits = model(images)
                loss_sum += F.cross_entropy(logits, labels).item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
        record["validation_loss"].append(loss_sum / n_samples)
        record["validation_accuracy"].append(n_right / n_samples)
        model.train()
        loss_sum, n_right, n_samples = 0.0, 0, 0
        for images, labels in train_loader:
            optimizer.zero_grad()
            logits = model(images)
            loss = F.cross_entropy(logits, labels)
            loss.backward()
            optimizer.step()
            loss_sum += loss.item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_samples += len(labels)
        record["train_loss"].append(loss_sum / n_samples)
        record["train_accuracy"].append(n_right / n_samples)
    return record


#%% wrong: the return inside the loop, for one entry | Came: 1 entry
def fit(model, train_loader, validation_loader, optimizer, epochs):
    names = ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy")
    record = {name: [] for name in names}
    for _ in range(epochs):
        model.train()
        loss_sum, n_right, n_samples = 0.0, 0, 0
        for images, labels in train_loader:
            optimizer.zero_grad()
            logits = model(images)
            loss = F.cross_entropy(logits, labels)
            loss.backward()
            optimizer.step()
            loss_sum += loss.item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_samples += len(labels)
        record["train_loss"].append(loss_sum / n_samples)
        record["train_accuracy"].append(n_right / n_samples)
        loss_sum, n_right, n_samples = 0.0, 0, 0
        model.eval()
        with torch.no_grad():
            for images, labels in validation_loader:
                logits = model(images)
                loss_sum += F.cross_entropy(logits, labels).item() * len(labels)
                n_right += (logits.argmax(dim=1) == labels).sum().item()
                n_samples += len(labels)
        record["validation_loss"].append(loss_sum / n_samples)
        record["validation_accuracy"].append(n_right / n_samples)
        return record
