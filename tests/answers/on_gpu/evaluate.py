#%% right: model and batches go to the device
from course_utils.training import pick_device

device = pick_device()


def evaluate(model, loader, loss_function):
    was_training = model.training
    model.to(device).eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    model.train(was_training)
    return loss_sum / n_seen, n_right / n_seen


#%% right: sums are tensors on the device
from course_utils.training import pick_device

device = pick_device()


def evaluate(model, loader, loss_function):
    was_training = model.training
    model.to(device).eval()
    loss_sum = torch.zeros((), device=device)
    n_right = torch.zeros((), device=device)
    with torch.no_grad():
        for images, labels in loader:
            labels = labels.to(device)
            logits = model(images.to(device))
            loss_sum += loss_function(logits, labels) * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum()
    model.train(was_training)
    n_seen = len(loader.dataset)
    return loss_sum / n_seen, n_right / n_seen


#%% wrong: only the batches go to the device | A check hands in tensors on the CPU: work on the device of the input
from course_utils.training import pick_device

device = pick_device()


def evaluate(model, loader, loss_function):
    model.eval()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            logits = model(images)
            loss_sum += loss_function(logits, labels).item() * len(labels)
            n_right += (logits.argmax(dim=1) == labels).sum().item()
            n_seen += len(labels)
    return loss_sum / n_seen, n_right / n_seen
