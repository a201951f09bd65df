#%% right: model and batches go to the device
from course_utils.training import pick_device

device = pick_device()


def train_one_epoch(model, loader, loss_function, optimizer):
    model.to(device).train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen
