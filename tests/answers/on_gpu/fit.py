#%% right: a criterion, the model and the batches on the device
from course_utils.training import pick_device

device = pick_device()
criterion = nn.CrossEntropyLoss().to(device)


def run(model, loader, optimizer=None):
    loss_sum, n_right, n_seen = 0.0, 0, 0
    model.train(optimizer is not None)
    with torch.set_grad_enabled(optimizer is not None):
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            logits = model(images)
            loss = criterion(logits, labels)
            if optimizer is not None:
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
            loss_sum += loss.item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    return loss_sum / n_seen, n_right / n_seen


def fit(model, train_loader, validation_loader, optimizer, epochs):
    model.to(device)
    record = {"train_loss": [], "train_accuracy": []}
    record |= {"validation_loss": [], "validation_accuracy": []}
    for _ in range(epochs):
        for part, numbers in (
            ("train", run(model, train_loader, optimizer)),
            ("validation", run(model, validation_loader)),
        ):
            record[f"{part}_loss"].append(numbers[0])
            record[f"{part}_accuracy"].append(numbers[1])
    return record
