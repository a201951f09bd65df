#%% wrong: image taken as square
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        c, size, _ = input_size
        layers = []
        for out in channels:
            layers.append(nn.Conv2d(c, out, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(out))
            layers += [nn.ReLU(), nn.MaxPool2d(2)]
            c = out
            size = size // 2
        if size < 1:
            raise ValueError("too deep")
        layers.append(nn.Flatten())
        n = c * size * size
        for h in hidden:
            layers += [nn.Linear(n, h), nn.ReLU(), nn.Dropout(dropout)]
            n = h
        layers.append(nn.Linear(n, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)

#%% wrong: convolutions lose their bias under batch norm
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        c, height, width = input_size
        layers = []
        for out in channels:
            layers.append(nn.Conv2d(c, out, kernel_size, padding=kernel_size // 2, bias=not batch_norm))
            if batch_norm:
                layers.append(nn.BatchNorm2d(out))
            layers += [nn.ReLU(), nn.MaxPool2d(2)]
            c, height, width = out, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("too deep")
        layers.append(nn.Flatten())
        n = c * height * width
        for h in hidden:
            layers += [nn.Linear(n, h), nn.ReLU(), nn.Dropout(dropout)]
            n = h
        layers.append(nn.Linear(n, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)

#%% wrong: padding is always 1, larger kernels do not fit the linear layer
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        c, height, width = input_size
        layers = []
        for out in channels:
            layers.append(nn.Conv2d(c, out, kernel_size, padding=1))
            if batch_norm:
                layers.append(nn.BatchNorm2d(out))
            layers += [nn.ReLU(), nn.MaxPool2d(2)]
            c, height, width = out, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("too deep")
        layers.append(nn.Flatten())
        n = c * height * width
        for h in hidden:
            layers += [nn.Linear(n, h), nn.ReLU(), nn.Dropout(dropout)]
            n = h
        layers.append(nn.Linear(n, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)

#%% wrong: only the first hidden layer is built
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        c, height, width = input_size
        blocks = []
        for out in channels:
            blocks.append(nn.Conv2d(c, out, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                blocks.append(nn.BatchNorm2d(out))
            blocks.append(nn.ReLU())
            blocks.append(nn.MaxPool2d(2))
            c, height, width = out, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("too deep")
        self.features = nn.Sequential(*blocks)
        self.fc1 = nn.Linear(c * height * width, hidden[0])
        self.dropout = nn.Dropout(dropout)
        self.fc2 = nn.Linear(hidden[0], n_classes)

    def forward(self, x):
        x = self.features(x).flatten(1)
        x = self.dropout(F.relu(self.fc1(x)))
        return self.fc2(x)

#%% wrong: an even kernel_size is made odd instead of refused
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            kernel_size += 1
        self.name = name
        c, height, width = input_size
        layers = []
        for out in channels:
            layers.append(nn.Conv2d(c, out, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(out))
            layers += [nn.ReLU(), nn.MaxPool2d(2)]
            c, height, width = out, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("too deep")
        layers.append(nn.Flatten())
        n = c * height * width
        for h in hidden:
            layers += [nn.Linear(n, h), nn.ReLU(), nn.Dropout(dropout)]
            n = h
        layers.append(nn.Linear(n, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)

#%% wrong: too deep a net just leaves out the pools instead of raising ValueError
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        c, height, width = input_size
        layers = []
        for out in channels:
            layers.append(nn.Conv2d(c, out, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(out))
            layers.append(nn.ReLU())
            if height >= 2 and width >= 2:
                layers.append(nn.MaxPool2d(2))
                height, width = height // 2, width // 2
            c = out
        layers.append(nn.Flatten())
        n = c * height * width
        for h in hidden:
            layers += [nn.Linear(n, h), nn.ReLU(), nn.Dropout(dropout)]
            n = h
        layers.append(nn.Linear(n, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)
