#%% wrong: keep_probability used as the dropout probability, right for 0.5 only
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.block1 = nn.Sequential(nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))
        self.block2 = nn.Sequential(nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))
        self.block3 = nn.Sequential(nn.Conv2d(64, 128, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2, padding=1))
        self.fc1 = nn.Linear(128 * 4 * 4, 625)
        self.dropout = nn.Dropout(keep_probability)
        self.fc2 = nn.Linear(625, 10)

    def forward(self, x):
        x = self.block3(self.block2(self.block1(x)))
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(self.dropout(x))

#%% wrong: F.dropout without training=..., still drops in eval mode
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.keep_probability = keep_probability
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1 = nn.Linear(128 * 4 * 4, 625)
        self.fc2 = nn.Linear(625, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.max_pool2d(F.relu(self.conv3(x)), 2, padding=1)
        x = F.relu(self.fc1(x.flatten(1)))
        x = F.dropout(x, 1 - self.keep_probability)
        return self.fc2(x)

#%% wrong: keep_probability ignored, dropout is always 0.5
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(64, 128, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2, padding=1),
            nn.Flatten(), nn.Linear(128 * 4 * 4, 625), nn.ReLU(), nn.Dropout(0.5),
            nn.Linear(625, 10))

    def forward(self, x):
        return self.layers(x)

#%% wrong: softmax at the end, no logits
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(64, 128, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2, padding=1),
            nn.Flatten(), nn.Linear(128 * 4 * 4, 625), nn.ReLU(),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10), nn.Softmax(dim=1))

    def forward(self, x):
        return self.layers(x)

#%% wrong: only two convolution blocks
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(64 * 7 * 7, 625), nn.ReLU(),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10))

    def forward(self, x):
        return self.layers(x)

#%% wrong: squeeze loses the batch dimension for a batch of one
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(64, 128, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2, padding=1),
            nn.Flatten(), nn.Linear(128 * 4 * 4, 625), nn.ReLU(),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10))

    def forward(self, x):
        return torch.squeeze(self.layers(x))


#%% right: a subclass of nn.Sequential
class DeeperCNN(nn.Sequential):
    """Three convolution blocks, dropout between two dense layers: N×1×28×28 in, logits N×10 out."""

    def __init__(self, keep_probability=0.5):
        def block(n_inputs, n_filters, padding=0):
            return nn.Sequential(
                nn.Conv2d(n_inputs, n_filters, 3, padding=1),
                nn.ReLU(),
                nn.MaxPool2d(2, padding=padding),
            )

        super().__init__(
            block(1, 32),
            block(32, 64),
            block(64, 128, padding=1),
            nn.Flatten(),
            nn.Linear(2048, 625),
            nn.ReLU(),
            nn.Dropout(1 - keep_probability),
            nn.Linear(625, 10),
        )
        nn.init.xavier_uniform_(self[4].weight)
        nn.init.xavier_uniform_(self[7].weight)

#%% right: functional, with F.dropout that is told the mode; dense layers made first
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.keep_probability = keep_probability
        self.fc1 = nn.Linear(128 * 4 * 4, 625)
        self.fc2 = nn.Linear(625, 10)
        self.conv1 = nn.Conv2d(1, 32, 3, padding="same")
        self.conv2 = nn.Conv2d(32, 64, 3, padding="same")
        self.conv3 = nn.Conv2d(64, 128, 3, padding="same")
        nn.init.xavier_uniform_(self.fc1.weight)
        nn.init.xavier_uniform_(self.fc2.weight)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.conv1(images)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.max_pool2d(F.relu(self.conv3(x)), 2, padding=1)
        x = F.relu(self.fc1(x.view(x.size(0), -1)))
        x = F.dropout(x, p=1 - self.keep_probability, training=self.training)
        return self.fc2(x)

#%% right: ModuleList and a loop; zeros around the last maps, which are never negative after ReLU
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.convs = nn.ModuleList()
        for n_inputs, n_filters in zip((1, 32, 64), (32, 64, 128)):
            self.convs.append(nn.Conv2d(n_inputs, n_filters, kernel_size=3, padding=1))
        self.pool = nn.MaxPool2d(2)
        self.frame = nn.ZeroPad2d(1)
        self.head = nn.Sequential()
        self.head.add_module("first", nn.Linear(2048, 625))
        self.head.add_module("relu", nn.ReLU())
        self.head.add_module("drop", nn.Dropout(1.0 - keep_probability))
        self.head.add_module("last", nn.Linear(625, 10))
        for layer in self.head:
            if isinstance(layer, nn.Linear):
                nn.init.xavier_uniform_(layer.weight)

    def forward(self, images):
        x = images
        for i, conv in enumerate(self.convs):
            x = conv(x).relu()
            if i == 2:
                x = self.frame(x)
            x = self.pool(x)
        return self.head(torch.flatten(x, 1))

#%% wrong: ceil_mode instead of padding 1, the windows lie one pixel off
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(64, 128, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2, ceil_mode=True),
            nn.Flatten(), nn.Linear(2048, 625), nn.ReLU(),
            nn.Dropout(1 - keep_probability),
            nn.Linear(625, 10),
        )

    def forward(self, images):
        return self.layers(images)

#%% wrong: nn.Dropout made in forward is always in train mode
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.keep_probability = keep_probability
        self.blocks = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(64, 128, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2, padding=1),
        )
        self.dense = nn.Linear(2048, 625)
        self.last = nn.Linear(625, 10)

    def forward(self, images):
        x = self.blocks(images).flatten(1)
        x = F.relu(self.dense(x))
        x = nn.Dropout(1 - self.keep_probability)(x)
        return self.last(x)

#%% wrong: dropout on the 2048 numbers instead of the 625 units
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(64, 128, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2, padding=1),
            nn.Flatten(),
            nn.Dropout(1 - keep_probability),
            nn.Linear(2048, 625), nn.ReLU(),
            nn.Linear(625, 10),
        )

    def forward(self, images):
        return self.layers(images)

#%% wrong: flattened through .data, no gradient reaches the convolutions
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.blocks = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(64, 128, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2, padding=1),
        )
        self.dense = nn.Sequential(nn.Linear(2048, 625), nn.ReLU())
        self.dropout = nn.Dropout(1 - keep_probability)
        self.last = nn.Linear(625, 10)

    def forward(self, images):
        x = self.blocks(images)
        x = x.data.view(x.size(0), -1)
        return self.last(self.dropout(self.dense(x)))

#%% wrong: reshape(2048, -1) and a transpose mix the images of a batch
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.blocks = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(64, 128, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2, padding=1),
        )
        self.dense = nn.Sequential(nn.Linear(2048, 625), nn.ReLU())
        self.dropout = nn.Dropout(1 - keep_probability)
        self.last = nn.Linear(625, 10)

    def forward(self, images):
        x = self.blocks(images).reshape(2048, -1).t()
        return self.last(self.dropout(self.dense(x)))
