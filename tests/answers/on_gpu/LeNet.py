#%% right: the network puts itself on the device
from course_utils.training import pick_device

device = pick_device()


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.block1 = nn.Sequential(nn.Conv2d(1, 20, kernel_size=5), nn.MaxPool2d(2), nn.ReLU())
        self.block2 = nn.Sequential(nn.Conv2d(20, 50, kernel_size=5), nn.MaxPool2d(2), nn.ReLU())
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(4 * 4 * 50, 500), nn.ReLU())
        self.dropout = nn.Dropout(p=0.5)
        self.last = nn.Linear(500, 10)
        self.to(device)

    def forward(self, images):
        features = self.block2(self.block1(images))
        return self.last(self.dropout(self.dense(features)))


#%% right: the network, and one of it on the device
from course_utils.training import pick_device

device = pick_device()


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.block1 = nn.Sequential(nn.Conv2d(1, 20, kernel_size=5), nn.MaxPool2d(2), nn.ReLU())
        self.block2 = nn.Sequential(nn.Conv2d(20, 50, kernel_size=5), nn.MaxPool2d(2), nn.ReLU())
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(4 * 4 * 50, 500), nn.ReLU())
        self.dropout = nn.Dropout(p=0.5)
        self.last = nn.Linear(500, 10)

    def forward(self, images):
        features = self.block2(self.block1(images))
        return self.last(self.dropout(self.dense(features)))


model = LeNet().to(device)
logits = model(torch.zeros(2, 1, 28, 28, device=device))
