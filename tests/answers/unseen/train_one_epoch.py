#%% wrong: mean of the batch means, the smaller last batch weighs too much
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    total = 0.0
    n_batches = 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        total += loss.item()
        n_batches += 1
    return total / n_batches

#%% wrong: gradients cleared once an epoch, they pile up over the batches
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    total, n = 0.0, 0
    optimizer.zero_grad()
    for images, labels in loader:
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        n += len(labels)
    return total / n

#%% wrong: model not put in train mode
def train_one_epoch(model, loader, loss_function, optimizer):
    total, n = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        n += len(labels)
    return total / n

#%% wrong: gradients cleared between backward and step, nothing is learnt
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    total, n = 0.0, 0
    for images, labels in loader:
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        total += loss.item() * images.shape[0]
        n += images.shape[0]
    return total / n

#%% wrong: return inside the loop, only the first batch is trained
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    total, n = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        n += len(labels)
        return total / n

#%% wrong: divides by number of batches times the last batch's size
def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    total, n_batches = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(images)
        n_batches += 1
    return total / (n_batches * len(images))
