#%% model: Adam, its loss printed
def train_yours():
    torch.manual_seed(0)
    model = TwoLayerCNN()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    for epoch in range(15):
        for images, labels in make_loader(load_splits().train, batch_size=64, shuffle=True):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
    torch.save(model.state_dict(), "my_two_layer.pt")


#%% model: SGD with momentum, the layers under names of their own, on a copy of the weights
class Mine(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(1, 32, 3, padding=1)
        self.c2 = nn.Conv2d(32, 64, 3, padding=1)
        self.out = nn.Linear(3136, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.c1(x)), 2)
        x = F.max_pool2d(F.relu(self.c2(x)), 2)
        return self.out(x.flatten(1))


def train_yours():
    torch.manual_seed(1)
    model = Mine()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    for epoch in range(15):
        for images, labels in make_loader(load_splits().train, batch_size=64, shuffle=True):
            optimizer.zero_grad()
            nn.CrossEntropyLoss()(model(images), labels).backward()
            optimizer.step()
    torch.save({name: tensor.clone() for name, tensor in model.state_dict().items()}, "my_two_layer.pt")


#%% model: large batches at a larger rate, a rate that falls
def train_yours():
    torch.manual_seed(2)
    model = TwoLayerCNN()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
    loader = make_loader(load_splits().train, batch_size=128, shuffle=True)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, step_size=5, gamma=0.3)
    for epoch in range(15):
        for images, labels in loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        schedule.step()
    torch.save(model.state_dict(), "my_two_layer.pt")


#%% model: the best epoch by validation images
def train_yours():
    torch.manual_seed(3)
    splits = load_splits()
    model = TwoLayerCNN()
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.002)
    best = -1.0
    for epoch in range(12):
        model.train()
        for images, labels in make_loader(splits.train, batch_size=32, shuffle=True):
            optimizer.zero_grad()
            F.cross_entropy(model(images), labels).backward()
            optimizer.step()
        model.eval()
        images, labels = splits.validation[torch.arange(len(splits.validation))]
        with torch.no_grad():
            right = (model(images).argmax(1) == labels).float().mean().item()
        if right > best:
            best = right
            torch.save(model.state_dict(), "my_two_layer.pt")


#%% wrong: nothing is saved | There is no file my_two_layer.pt
def train_yours():
    model = TwoLayerCNN()
    return model


#%% wrong: saved before it was trained | as one that was never trained
def train_yours():
    model = TwoLayerCNN()
    torch.save(model.state_dict(), "my_two_layer.pt")


#%% wrong: the optimiser holds another model's parameters | as one that was never trained
def train_yours():
    torch.manual_seed(0)
    model = TwoLayerCNN()
    optimizer = torch.optim.Adam(TwoLayerCNN().parameters(), lr=0.001)
    for images, labels in make_loader(load_splits().train, batch_size=64, shuffle=True):
        optimizer.zero_grad()
        F.cross_entropy(model(images), labels).backward()
        optimizer.step()
    torch.save(model.state_dict(), "my_two_layer.pt")


#%% wrong: the whole model is saved | not the whole model
def train_yours():
    torch.save(TwoLayerCNN(), "my_two_layer.pt")


#%% wrong: the brackets are missing | holds no weights by name
def train_yours():
    torch.save(TwoLayerCNN().state_dict, "my_two_layer.pt")


#%% wrong: a dict with more than weights in it | holds no weights by name
def train_yours():
    torch.save({"model": TwoLayerCNN().state_dict(), "epoch": 1}, "my_two_layer.pt")


#%% wrong: a list of the parameters | holds no weights by name
def train_yours():
    torch.save([p.detach() for p in TwoLayerCNN().parameters()], "my_two_layer.pt")


#%% wrong: another network | the weights of another network than TwoLayerCNN
def train_yours():
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    torch.save(model.state_dict(), "my_two_layer.pt")


#%% wrong: a text in the file | holds no weights by name
def train_yours():
    with open("my_two_layer.pt", "w") as file:
        file.write("my weights")


#%% wrong: a rate so small that little is learned | too little
def train_yours():
    torch.manual_seed(0)
    model = TwoLayerCNN()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.0003)
    for images, labels in make_loader(load_splits().train, batch_size=64, shuffle=True):
        optimizer.zero_grad()
        F.cross_entropy(model(images), labels).backward()
        optimizer.step()
    torch.save(model.state_dict(), "my_two_layer.pt")
