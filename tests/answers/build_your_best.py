#%% model: three blocks with 5×5 filters and batch norm
def build_your_best():
    layers, depth = [], 1
    for n_filters in (10, 18, 24):
        layers.append(nn.Conv2d(depth, n_filters, kernel_size=5, padding=2))
        layers += [nn.BatchNorm2d(n_filters), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(0.1)]
        depth = n_filters
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(24 * 3 * 3, 10))


#%% model: two convolutions a block, the mean of each channel at the end
def conv(n_inputs, n_filters):
    return [nn.Conv2d(n_inputs, n_filters, 3, padding=1), nn.BatchNorm2d(n_filters), nn.ReLU()]


def build_your_best():
    return nn.Sequential(
        *conv(1, 12),
        *conv(12, 12),
        nn.MaxPool2d(2),
        *conv(12, 24),
        *conv(24, 24),
        nn.MaxPool2d(2),
        *conv(24, 40),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(40, 10),
    )


#%% model: residual blocks
class Residual(nn.Module):
    def __init__(self, n_channels):
        super().__init__()
        self.conv1 = nn.Conv2d(n_channels, n_channels, 3, padding=1)
        self.norm1 = nn.BatchNorm2d(n_channels)
        self.conv2 = nn.Conv2d(n_channels, n_channels, 3, padding=1)
        self.norm2 = nn.BatchNorm2d(n_channels)

    def forward(self, x):
        y = F.relu(self.norm1(self.conv1(x)))
        return F.relu(x + self.norm2(self.conv2(y)))


class SmallResidualNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(1, 16, 3, padding=1)
        self.norm = nn.BatchNorm2d(16)
        self.block1 = Residual(16)
        self.block2 = Residual(16)
        self.last = nn.Linear(16 * 7 * 7, 10)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.norm(self.first(images))), 2)
        x = F.max_pool2d(self.block1(x), 2)
        return self.last(self.block2(x).flatten(1))


def build_your_best():
    return SmallResidualNet()


#%% model: probabilities for logits, which read the same digits
class WithSoftmax(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 12, 5, bias=False)
        self.conv2 = nn.Conv2d(12, 20, 5, bias=False)
        self.norm1, self.norm2 = nn.BatchNorm2d(12), nn.BatchNorm2d(20)
        self.dense = nn.Linear(20 * 4 * 4, 40)
        self.last = nn.Linear(40, 10)

    def forward(self, x):
        x = torch.relu(F.max_pool2d(self.norm1(self.conv1(x)), 2))
        x = torch.relu(F.max_pool2d(self.norm2(self.conv2(x)), 2))
        x = torch.relu(self.dense(x.flatten(1)))
        return torch.softmax(self.last(x), dim=1)


build_your_best = WithSoftmax


#%% model: layers appended one by one, a filter for each channel and one across them
def build_your_best():
    net = nn.Sequential()
    net.append(nn.Conv2d(1, 24, 5, padding=2))
    for _ in range(2):
        net.append(nn.BatchNorm2d(24))
        net.append(nn.ReLU())
        net.append(nn.MaxPool2d(2))
        net.append(nn.Conv2d(24, 24, 5, padding=2, groups=24))
        net.append(nn.Conv2d(24, 24, 1))
    net.append(nn.BatchNorm2d(24))
    net.append(nn.ReLU())
    net.append(nn.Flatten())
    net.append(nn.Linear(24 * 7 * 7, 10))
    return net


#%% wrong: the first dense layer is too large | At most 20,000 parameters
def build_your_best():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(64 * 7 * 7, 32),
        nn.ReLU(),
        nn.Linear(32, 10),
    )


#%% wrong: parameters that are not trained count too | At most 20,000 parameters
def build_your_best():
    first = nn.Linear(784, 500)
    first.requires_grad_(False)
    return nn.Sequential(nn.Flatten(), first, nn.ReLU(), nn.Linear(500, 10))


#%% wrong: nothing is returned | Return a network
def build_your_best():
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 20), nn.ReLU(), nn.Linear(20, 10))


#%% wrong: the class in place of an object | Return a network
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(784, 10)

    def forward(self, images):
        return self.last(images.flatten(1))


def build_your_best():
    return Net


#%% wrong: network and optimizer | Return a network
def build_your_best():
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 20), nn.ReLU(), nn.Linear(20, 10))
    return net, torch.optim.Adam(net.parameters(), lr=0.001)


#%% wrong: the weights in place of the network | Return a network
def build_your_best():
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 20), nn.ReLU(), nn.Linear(20, 10))
    return net.state_dict()


#%% wrong: a function that is no module | Return a network
def build_your_best():
    net = nn.Sequential(nn.Linear(784, 20), nn.ReLU(), nn.Linear(20, 10))
    return lambda images: net(images.flatten(1))


#%% wrong: nine outputs | N×10 logits
def build_your_best():
    return nn.Sequential(
        nn.Conv2d(1, 8, 5), nn.MaxPool2d(4), nn.ReLU(), nn.Flatten(), nn.Linear(8 * 6 * 6, 9)
    )


#%% wrong: the digit itself | N×10 logits
class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(784, 10)

    def forward(self, images):
        return self.last(images.flatten(1)).argmax(dim=1)


def build_your_best():
    return Reader()


#%% wrong: logits and features | N×10 logits
class TwoResults(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 5)
        self.last = nn.Linear(8 * 6 * 6, 10)

    def forward(self, images):
        features = F.relu(F.max_pool2d(self.conv(images), 4))
        return self.last(features.flatten(1)), features


def build_your_best():
    return TwoResults()


#%% wrong: logits for each place | N×10 logits
def build_your_best():
    return nn.Sequential(nn.Conv2d(1, 16, 5), nn.ReLU(), nn.MaxPool2d(4), nn.Conv2d(16, 10, 3))


#%% wrong: nothing flattens the images | Read the message
def build_your_best():
    return nn.Sequential(nn.Linear(784, 20), nn.ReLU(), nn.Linear(20, 10))


#%% wrong: made for batches of 64 only | Read the message
class Fixed(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(784, 10)

    def forward(self, images):
        return self.last(images.view(64, 784))


def build_your_best():
    return Fixed()


#%% wrong: asks for an argument | Read the message
def build_your_best(n_classes):
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 20), nn.ReLU(), nn.Linear(20, n_classes))


#%% wrong: loads weights that are not there | Read the message
def build_your_best():
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 20), nn.ReLU(), nn.Linear(20, 10))
    net.load_state_dict(torch.load("weights_of_my_other_model.pt"))
    return net


#%% wrong: a network in place of a function | now stands for
build_your_best = nn.Sequential(nn.Flatten(), nn.Linear(784, 20), nn.ReLU(), nn.Linear(20, 10))


#%% wrong: the course's class with its settings filled in | gets no points
from functools import partial

from course_utils.models import ConfigurableCNN

build_your_best = partial(ConfigurableCNN, channels=(16, 24, 32), hidden=(), batch_norm=True)


#%% wrong: returns a network of the course | gets no points
from course_utils import models


def build_your_best():
    return models.ConfigurableCNN(channels=(16, 24, 32), hidden=(), batch_norm=True)


#%% wrong: holds a network of the course | gets no points
from course_utils import models


def build_your_best():
    return nn.Sequential(
        models.ConfigurableCNN(channels=(16, 24, 32), hidden=(), batch_norm=True), nn.Identity()
    )


#%% wrong: inherits from a network of the course | gets no points
from course_utils.models import ConfigurableCNN


class Mine(ConfigurableCNN):
    def __init__(self):
        super().__init__(channels=(16, 24, 32), hidden=(), batch_norm=True, name="mine")


def build_your_best():
    return Mine()
