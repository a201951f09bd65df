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
