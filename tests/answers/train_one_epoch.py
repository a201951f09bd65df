#%% right: as in the lesson
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = loss_function(logits, labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% right: sums as tensors on the model's device, a tensor with one number returned
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    device = next(model.parameters()).device
    loss_sum = torch.zeros((), device=device)
    n_seen = 0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        loss = loss_function(model(images), labels)
        optimizer.zero_grad(set_to_none=False)
        loss.backward()
        optimizer.step()
        loss_sum += loss.detach() * images.shape[0]
        n_seen += images.shape[0]
    return loss_sum / n_seen


#%% right: lists of losses and sizes, cleared before the loop and after each step
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train(True)
    losses, sizes = [], []
    optimizer.zero_grad()
    for images, labels in loader:
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
        sizes.append(labels.numel())
    return sum(a * b for a, b in zip(losses, sizes, strict=True)) / sum(sizes)


#%% right: a running mean, gradients cleared through the model
def train_one_epoch(model, loader, loss_function, optimizer):
    mean, n_seen = 0.0, 0
    for batch in loader:
        model.train()
        model.zero_grad()
        value = loss_function(model(batch[0]), batch[1])
        value.backward()
        optimizer.step()
        n_seen += len(batch[1])
        mean += (value.item() - mean) * len(batch[1]) / n_seen
    return mean


#%% right: gradients removed by hand, divided by the length of the data set
def train_one_epoch(model, loader, loss_function, optimizer):
    for module in model.modules():
        module.training = True
    loss_sum = 0.0
    for images, labels in loader:
        for parameter in model.parameters():
            parameter.grad = None
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += float(loss.detach()) * len(images)
    return loss_sum / len(loader.dataset)


#%% wrong: no zero_grad | Old gradients are added
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: zero_grad once, before the loop | Gradients are cleared once
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    optimizer.zero_grad()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: no model.train() | The model was in eval mode. Call model.train()
def train_one_epoch(model, loader, loss_function, optimizer):
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: no step | Nothing was learned
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: no backward | Nothing was learned
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: zero_grad between backward and step | Nothing was learned
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: zero_grad, step, backward | Nothing was learned
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        optimizer.step()
        loss.backward()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: step, zero_grad, backward: the weights change under autograd | Read the message
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        loss = loss_function(model(images), labels)
        optimizer.step()
        optimizer.zero_grad()
        loss.backward()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: the step of the batch before at the start of each batch | called before backward()
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.step()
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: one step after the loop | once each and in this order
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    optimizer.step()
    return loss_sum / n_seen


#%% wrong: a return inside the loop | Only the first batch was used
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
        return loss_sum / n_seen


#%% wrong: cross-entropy whatever is handed in | The loss function that was handed in
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: softmax before the loss | softmax
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images).softmax(dim=1), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: an optimiser of its own | The weights after the epoch are not those
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.5)
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: the mean of the batches' means | mean of the batches' means
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum = 0.0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item()
    return loss_sum / len(loader)


#%% wrong: the sum of the batches' losses | the sum of the batches' losses
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum = 0.0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item()
    return loss_sum


#%% wrong: the sum over the samples | the sum over all samples
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum = 0.0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
    return loss_sum


#%% wrong: the last batch's loss | the last batch alone
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
    return loss.item()


#%% wrong: means divided by the number of samples | divided by the number of samples
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item()
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: every batch counted as if it were full | The last batch is smaller
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum = 0.0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * loader.batch_size
    return loss_sum / len(loader.dataset)


#%% wrong: no return | returned None
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    print(f"mean loss per sample: {loss_sum / n_seen:.3f}")


#%% wrong: all losses and not their mean | A number is wanted
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    losses = []
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


#%% wrong: eval mode at the end | leave it in train mode
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    model.eval()
    return loss_sum / n_seen


#%% wrong: under torch.no_grad() | Read the message
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            optimizer.zero_grad()
            loss = loss_function(model(images), labels)
            loss.backward()
            optimizer.step()
            loss_sum += loss.item() * len(labels)
            n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: the model is called again for the accuracy | not the running averages of batch norm
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen, n_right = 0.0, 0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        n_right += (model(images).argmax(1) == labels).sum().item()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: the model is called twice before the step | Call it once for each batch
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        print(logits.shape)
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: zero_grad after the step | only after the step
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: SGD of its own | those of SGD with lr=0.01
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: Adam of its own | those of Adam: of an optimizer of your own
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    optimizer = torch.optim.Adam(model.parameters())
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: the last batch is skipped, because it is smaller | smaller batch was left out
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        if len(labels) < loader.batch_size:
            continue
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen


#%% wrong: the loss function gets labels and logits | takes the logits first
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    loss_sum, n_seen = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(labels, model(images))
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        n_seen += len(labels)
    return loss_sum / n_seen
