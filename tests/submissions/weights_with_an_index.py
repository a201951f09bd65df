# what: a network with a buffer of whole numbers, which the file holds too
# lesson: 6
# zero: none
# status: ok
# as: weights beside
# %%
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("order", torch.arange(320).flip(0))
        self.first = nn.Sequential(nn.Conv2d(1, 10, 5), nn.BatchNorm2d(10), nn.MaxPool2d(2))
        self.second = nn.Sequential(nn.Conv2d(10, 20, 5), nn.BatchNorm2d(20), nn.MaxPool2d(2))
        self.last = nn.Linear(320, 10)

    def forward(self, images):
        features = torch.relu(self.second(torch.relu(self.first(images))))
        return self.last(features.flatten(1)[:, self.order])


def build_your_best():
    return Net()
# %%
@rest
