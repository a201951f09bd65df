#%% right: model and batches go to the device
from course_utils.training import pick_device

device = pick_device()


def repaired_training(model, train_loader, validation_loader, optimizer):
    model.to(device).train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in train_loader:
        images, labels = images.to(device), labels.to(device)
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
            predicted = model(images.to(device)).argmax(dim=1)
            n_right += (predicted == labels.to(device)).sum().item()
    return loss_sum / n_seen, n_right / len(validation_loader.dataset)
