#%% right: as in the lesson
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.block1 = nn.Sequential(nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU())
        self.block2 = nn.Sequential(nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU())
        self.block3 = nn.Sequential(
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU()
        )
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(2048, 625), nn.ReLU())
        self.dropout = nn.Dropout(p=1 - keep_probability)
        self.last = nn.Linear(625, 10)
        for layer in (self.dense[1], self.last):
            nn.init.xavier_uniform_(layer.weight)

    def forward(self, images):
        features = self.block3(self.block2(self.block1(images)))
        return self.last(self.dropout(self.dense(features)))


#%% right: functions in forward, ReLU before pooling, zeros as padding after a ReLU
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.p = 1 - keep_probability
        self.conv1 = nn.Conv2d(1, 32, 3, padding="same")
        self.conv2 = nn.Conv2d(32, 64, 3, padding="same")
        self.conv3 = nn.Conv2d(64, 128, 3, padding="same")
        self.fc1 = nn.Linear(4 * 4 * 128, 625)
        self.fc2 = nn.Linear(625, 10)
        nn.init.xavier_uniform_(self.fc1.weight)
        nn.init.xavier_uniform_(self.fc2.weight)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.max_pool2d(F.pad(F.relu(self.conv3(x)), (1, 1, 1, 1)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        x = F.dropout(x, self.p, training=self.training)
        return self.fc2(x)


#%% right: one Sequential, the dense size found by waiting
class DeeperCNN(nn.Sequential):
    def __init__(self, keep_probability=0.5):
        super().__init__(
            nn.Conv2d(1, 32, 3, padding=1),
            nn.MaxPool2d(2),
            nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1),
            nn.MaxPool2d(2),
            nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1),
            nn.MaxPool2d(2, padding=1),
            nn.ReLU(),
            nn.Flatten(),
            nn.LazyLinear(625),
            nn.ReLU(),
            nn.Dropout(1 - keep_probability),
            nn.Linear(625, 10),
        )


#%% right: a ModuleList, layers defined in another order, dropout before the ReLU
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.output = nn.Linear(625, 10)
        self.hidden = nn.Linear(2048, 625)
        self.drop = nn.Dropout(1 - keep_probability)
        sizes = [1, 32, 64, 128]
        self.convs = nn.ModuleList(
            nn.Conv2d(n_inputs, n_filters, 3, padding=1)
            for n_inputs, n_filters in zip(sizes, sizes[1:])
        )
        self.pools = nn.ModuleList(nn.MaxPool2d(2, padding=padding) for padding in (0, 0, 1))

    def forward(self, images):
        maps = images
        for conv, pool in zip(self.convs, self.pools):
            maps = torch.relu(pool(conv(maps)))
        units = self.drop(self.hidden(maps.reshape(len(maps), -1)))
        return self.output(units.relu())


#%% right: with a mask of one's own
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.keep = keep_probability
        self.features = nn.Sequential(
            nn.Conv2d(1, 32, 3, 1, 1),
            nn.ReLU(),
            nn.MaxPool2d(2, 2),
            nn.Conv2d(32, 64, 3, 1, 1),
            nn.ReLU(),
            nn.MaxPool2d(2, 2),
            nn.Conv2d(64, 128, 3, 1, 1),
            nn.ReLU(),
            nn.MaxPool2d(2, 2, 1),
        )
        self.fc1 = nn.Linear(128 * 4 * 4, 625)
        self.fc2 = nn.Linear(625, 10)

    def forward(self, images):
        units = self.fc1(self.features(images).view(-1, 128 * 4 * 4)).relu()
        if self.training:
            units = units * (torch.rand_like(units) < self.keep) / self.keep
        return self.fc2(units)


#%% right: a mask that is applied by a hook, gradients through it written by hand
class Masked(torch.autograd.Function):
    @staticmethod
    def forward(context, units, mask):
        context.save_for_backward(mask)
        return units * mask

    @staticmethod
    def backward(context, gradient):
        (mask,) = context.saved_tensors
        return gradient * mask, None


class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        layers = []
        for a, b, padding in [(1, 32, 0), (32, 64, 0), (64, 128, 1)]:
            layers += [nn.Conv2d(a, b, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2, padding=padding)]
        self.layers = nn.Sequential(*layers, nn.Flatten(), nn.Linear(2048, 625), nn.ReLU())
        self.last = nn.Linear(625, 10)
        self.keep = keep_probability
        self.layers.register_forward_hook(self.drop)

    def drop(self, layers, inputs, units):
        if not self.training:
            return units
        mask = torch.bernoulli(torch.full_like(units.detach(), self.keep)) / self.keep
        return Masked.apply(units, mask)

    def forward(self, images):
        return self.last(self.layers(images))


#%% wrong: no padding in the last pooling, 3 · 3 · 128 inputs | No layer has weights or biases of 625×2048
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Flatten(), nn.Linear(3 * 3 * 128, 625), nn.ReLU(),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: no padding in the last pooling, 2048 inputs | Read the message
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Flatten(), nn.Linear(2048, 625), nn.ReLU(),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: ceil_mode in place of padding 1 | padding 1
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, ceil_mode=True), nn.ReLU(),
            nn.Flatten(), nn.Linear(2048, 625), nn.ReLU(),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: p is the share that is kept | 1 − keep
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(2048, 625), nn.ReLU(),
            nn.Dropout(keep_probability), nn.Linear(625, 10),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: keep_probability is ignored | keep_probability has no effect
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(2048, 625), nn.ReLU(),
            nn.Dropout(0.5), nn.Linear(625, 10),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: the dropout layer is made and never called | nothing is dropped
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
        )
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(2048, 625), nn.ReLU())
        self.dropout = nn.Dropout(1 - keep_probability)
        self.last = nn.Linear(625, 10)

    def forward(self, images):
        return self.last(self.dense(self.features(images)))


#%% wrong: F.dropout without training=self.training, on in both modes | eval mode
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.keep_probability = keep_probability
        self.features = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
        )
        self.dense = nn.Linear(2048, 625)
        self.last = nn.Linear(625, 10)

    def forward(self, images):
        units = F.relu(self.dense(self.features(images).flatten(1)))
        return self.last(F.dropout(units, 1 - self.keep_probability))


#%% wrong: dropout before the first dense layer, not after it | goes into the dense layer of 625
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Dropout(1 - keep_probability), nn.Linear(2048, 625), nn.ReLU(),
            nn.Linear(625, 10),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: dropout on the logits | has its place before the last layer
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(2048, 625), nn.ReLU(),
            nn.Linear(625, 10), nn.Dropout(1 - keep_probability),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: dropout in two places | at its place
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        p = 1 - keep_probability
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Dropout(p), nn.Linear(2048, 625), nn.ReLU(),
            nn.Dropout(p), nn.Linear(625, 10),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: dropout after every block | at its place
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.block1 = nn.Sequential(nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU())
        self.block2 = nn.Sequential(nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU())
        self.block3 = nn.Sequential(
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU()
        )
        self.dropout = nn.Dropout(1 - keep_probability)
        self.dense = nn.Linear(2048, 625)
        self.last = nn.Linear(625, 10)

    def forward(self, images):
        for block in (self.block1, self.block2, self.block3):
            images = self.dropout(block(images))
        return self.last(self.dropout(self.dense(images.flatten(1)).relu()))


#%% wrong: no ReLU after the dense layer | no ReLU after the dense layer of 625
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(2048, 625),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: a ReLU after the last layer | ReLU after the last layer
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(2048, 625), nn.ReLU(),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10), nn.ReLU(),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: no ReLU in the blocks | after any of the three convolutions
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1),
            nn.Flatten(), nn.Linear(2048, 625), nn.ReLU(),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: softmax in forward | softmax
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(2048, 625), nn.ReLU(),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10),
        )

    def forward(self, images):
        return torch.softmax(self.layers(images), dim=1)


#%% wrong: average pooling | MaxPool2d
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.AvgPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.AvgPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.AvgPool2d(2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(2048, 625), nn.ReLU(),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: sigmoid after the dense layer | not Sigmoid
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(2048, 625), nn.Sigmoid(),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: the last layer has no bias | 1,379,547 parameters instead of 1,379,557
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(2048, 625), nn.ReLU(),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10, bias=False),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: blocks in a plain list, which torch does not see | No layer has weights or biases of 32×1×3×3
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.blocks = [
            nn.Sequential(nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU()),
            nn.Sequential(nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU()),
            nn.Sequential(nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU()),
        ]
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(2048, 625), nn.ReLU())
        self.dropout = nn.Dropout(1 - keep_probability)
        self.last = nn.Linear(625, 10)

    def forward(self, images):
        for block in self.blocks:
            images = block(images)
        return self.last(self.dropout(self.dense(images)))


#%% wrong: no super().__init__() | Read the message
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(2048, 625), nn.ReLU(),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: not an nn.Module | inherit from nn.Module
class DeeperCNN:
    def __init__(self, keep_probability=0.5):
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(2048, 625), nn.ReLU(),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10),
        )

    def __call__(self, images):
        return self.layers(images)


#%% wrong: forward returns nothing | returned None
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(2048, 625), nn.ReLU(),
            nn.Dropout(1 - keep_probability), nn.Linear(625, 10),
        )

    def forward(self, images):
        self.layers(images)


#%% wrong: the parameter has another name | Read the message
class DeeperCNN(nn.Module):
    def __init__(self, p_keep=0.5):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(2048, 625), nn.ReLU(),
            nn.Dropout(1 - p_keep), nn.Linear(625, 10),
        )

    def forward(self, images):
        return self.layers(images)


#%% wrong: the course's own, handed on | Well found
from course_utils.models import DeeperCNN


#%% wrong: the course's own, inherited | Well found
from course_utils import models


class DeeperCNN(models.DeeperCNN):
    pass


#%% wrong: the blocks under no_grad | no gradient reaches `conv1.weight`
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1 = nn.Linear(128 * 4 * 4, 625)
        self.fc2 = nn.Linear(625, 10)
        self.dropout = nn.Dropout(1 - keep_probability)

    def forward(self, x):
        with torch.no_grad():
            x = F.max_pool2d(F.relu(self.conv1(x)), 2)
            x = F.max_pool2d(F.relu(self.conv2(x)), 2)
            x = F.max_pool2d(F.relu(self.conv3(x)), 2, padding=1)
        return self.fc2(self.dropout(F.relu(self.fc1(x.flatten(1)))))


#%% wrong: units detached before the last layer | no gradient reaches `conv1.weight`
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1 = nn.Linear(128 * 4 * 4, 625)
        self.fc2 = nn.Linear(625, 10)
        self.dropout = nn.Dropout(1 - keep_probability)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.max_pool2d(F.relu(self.conv3(x)), 2, padding=1)
        return self.fc2(self.dropout(F.relu(self.fc1(x.flatten(1))).data))


#%% wrong: the given cell with its three faults, renamed | There is no ReLU after the dense layer of 625
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1 = nn.Linear(4 * 4 * 128, 625)
        self.fc2 = nn.Linear(625, 10)
        self.dropout = nn.Dropout(p=keep_probability)
        for layer in (self.fc1, self.fc2):
            nn.init.xavier_uniform_(layer.weight)

    def forward(self, images):
        maps = F.max_pool2d(F.relu(self.conv1(images)), 2)
        maps = F.max_pool2d(F.relu(self.conv2(maps)), 2)
        maps = F.max_pool2d(F.relu(self.conv3(maps)), 2, padding=1)
        units = self.fc1(maps.flatten(1))
        return self.dropout(self.fc2(units))


#%% wrong: the ReLU put back, both faults of dropout left | they are dropped themselves
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1 = nn.Linear(4 * 4 * 128, 625)
        self.fc2 = nn.Linear(625, 10)
        self.dropout = nn.Dropout(p=keep_probability)
        for layer in (self.fc1, self.fc2):
            nn.init.xavier_uniform_(layer.weight)

    def forward(self, images):
        maps = F.max_pool2d(F.relu(self.conv1(images)), 2)
        maps = F.max_pool2d(F.relu(self.conv2(maps)), 2)
        maps = F.max_pool2d(F.relu(self.conv3(maps)), 2, padding=1)
        units = F.relu(self.fc1(maps.flatten(1)))
        return self.dropout(self.fc2(units))


#%% wrong: the ReLU and the place of dropout put right, p is still what is kept | share that is dropped
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1 = nn.Linear(4 * 4 * 128, 625)
        self.fc2 = nn.Linear(625, 10)
        self.dropout = nn.Dropout(p=keep_probability)
        for layer in (self.fc1, self.fc2):
            nn.init.xavier_uniform_(layer.weight)

    def forward(self, images):
        maps = F.max_pool2d(F.relu(self.conv1(images)), 2)
        maps = F.max_pool2d(F.relu(self.conv2(maps)), 2)
        maps = F.max_pool2d(F.relu(self.conv3(maps)), 2, padding=1)
        units = F.relu(self.fc1(maps.flatten(1)))
        return self.fc2(self.dropout(units))


#%% wrong: p and the ReLU put right, the logits are still dropped | they are dropped themselves
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1 = nn.Linear(4 * 4 * 128, 625)
        self.fc2 = nn.Linear(625, 10)
        self.dropout = nn.Dropout(p=1 - keep_probability)
        for layer in (self.fc1, self.fc2):
            nn.init.xavier_uniform_(layer.weight)

    def forward(self, images):
        maps = F.max_pool2d(F.relu(self.conv1(images)), 2)
        maps = F.max_pool2d(F.relu(self.conv2(maps)), 2)
        maps = F.max_pool2d(F.relu(self.conv3(maps)), 2, padding=1)
        units = F.relu(self.fc1(maps.flatten(1)))
        return self.dropout(self.fc2(units))


#%% wrong: both faults of dropout put right, the ReLU is still missing | There is no ReLU after the dense layer of 625
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1 = nn.Linear(4 * 4 * 128, 625)
        self.fc2 = nn.Linear(625, 10)
        self.dropout = nn.Dropout(p=1 - keep_probability)
        for layer in (self.fc1, self.fc2):
            nn.init.xavier_uniform_(layer.weight)

    def forward(self, images):
        maps = F.max_pool2d(F.relu(self.conv1(images)), 2)
        maps = F.max_pool2d(F.relu(self.conv2(maps)), 2)
        maps = F.max_pool2d(F.relu(self.conv3(maps)), 2, padding=1)
        units = self.fc1(maps.flatten(1))
        return self.fc2(self.dropout(units))


#%% wrong: the ReLU put after the last layer | There is a ReLU after the last layer
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1 = nn.Linear(4 * 4 * 128, 625)
        self.fc2 = nn.Linear(625, 10)
        self.dropout = nn.Dropout(p=1 - keep_probability)
        for layer in (self.fc1, self.fc2):
            nn.init.xavier_uniform_(layer.weight)

    def forward(self, images):
        maps = F.max_pool2d(F.relu(self.conv1(images)), 2)
        maps = F.max_pool2d(F.relu(self.conv2(maps)), 2)
        maps = F.max_pool2d(F.relu(self.conv3(maps)), 2, padding=1)
        units = F.relu(self.fc1(maps.flatten(1)))
        return F.relu(self.fc2(self.dropout(units)))


#%% wrong: the mode stands where F.dropout takes p | The second argument of F.dropout is p
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1, self.fc2 = nn.Linear(2048, 625), nn.Linear(625, 10)

    def forward(self, x):
        x = F.max_pool2d(self.conv1(x), 2).relu()
        x = F.max_pool2d(self.conv2(x), 2).relu()
        x = F.max_pool2d(self.conv3(x), 2, padding=1).relu()
        x = self.fc1(x.flatten(1)).relu()
        return self.fc2(F.dropout(x, self.training))


#%% wrong: one mask for the whole batch | the same numbers are dropped for all images
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.keep = keep_probability
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1, self.fc2 = nn.Linear(2048, 625), nn.Linear(625, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.max_pool2d(F.relu(self.conv3(x)), 2, padding=1)
        x = F.relu(self.fc1(x.flatten(1)))
        if self.training:
            x = x * (torch.rand(625) < self.keep) / self.keep
        return self.fc2(x)


#%% wrong: one throw for the whole batch | Each image has throws of its own
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.keep = keep_probability
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1, self.fc2 = nn.Linear(2048, 625), nn.Linear(625, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.max_pool2d(F.relu(self.conv3(x)), 2, padding=1)
        x = F.relu(self.fc1(x.flatten(1)))
        if self.training:
            x = x * (torch.rand(()) < self.keep) / self.keep
        return self.fc2(x)


#%% wrong: average pooling by the function | not with the mean: F.max_pool2d
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.keep = keep_probability
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1, self.fc2 = nn.Linear(2048, 625), nn.Linear(625, 10)

    def forward(self, x):
        x = F.avg_pool2d(F.relu(self.conv1(x)), 2)
        x = F.avg_pool2d(F.relu(self.conv2(x)), 2)
        x = F.avg_pool2d(F.relu(self.conv3(x)), 2, padding=1)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(F.dropout(x, 1 - self.keep, self.training))


#%% wrong: windows of 3×3 in all poolings | number of a window of 3×3
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.keep = keep_probability
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1, self.fc2 = nn.Linear(2048, 625), nn.Linear(625, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 3, 2, 1)
        x = F.max_pool2d(F.relu(self.conv2(x)), 3, 2, 1)
        x = F.max_pool2d(F.relu(self.conv3(x)), 3, 2, padding=1)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(F.dropout(x, 1 - self.keep, self.training))


#%% wrong: no ReLU after the first convolution | no ReLU after the first convolution
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.keep = keep_probability
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1, self.fc2 = nn.Linear(2048, 625), nn.Linear(625, 10)

    def forward(self, x):
        x = F.max_pool2d(self.conv1(x), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.max_pool2d(F.relu(self.conv3(x)), 2, padding=1)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(F.dropout(x, 1 - self.keep, self.training))


#%% wrong: no ReLU after the second convolution | no ReLU after the second convolution
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.keep = keep_probability
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1, self.fc2 = nn.Linear(2048, 625), nn.Linear(625, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(self.conv2(x), 2)
        x = F.max_pool2d(F.relu(self.conv3(x)), 2, padding=1)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(F.dropout(x, 1 - self.keep, self.training))


#%% wrong: no ReLU after the third convolution | no ReLU after the third convolution
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.keep = keep_probability
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1, self.fc2 = nn.Linear(2048, 625), nn.Linear(625, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.max_pool2d(self.conv3(x), 2, padding=1)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(F.dropout(x, 1 - self.keep, self.training))


#%% wrong: squeeze at the end | loses its first dimension
class DeeperCNN(nn.Module):
    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.keep = keep_probability
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        self.fc1, self.fc2 = nn.Linear(2048, 625), nn.Linear(625, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.max_pool2d(F.relu(self.conv3(x)), 2, padding=1)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(F.dropout(x, 1 - self.keep, self.training)).squeeze()
