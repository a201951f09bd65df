#%% right: blocks, as in the lesson
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


#%% right: layers as attributes, the rest by functions, ReLU before the pooling
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc2 = nn.Linear(500, 10)
        self.fc1 = nn.Linear(800, 500)
        self.conv2 = nn.Conv2d(20, 50, 5)
        self.conv1 = nn.Conv2d(1, 20, 5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.view(-1, 800)))
        return self.fc2(F.dropout(x, 0.5, self.training))


#%% right: itself a Sequential
class LeNet(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 20, 5),
            nn.ReLU(),
            nn.MaxPool2d(2, stride=2),
            nn.Conv2d(20, 50, 5),
            nn.ReLU(),
            nn.MaxPool2d(2, stride=2),
            nn.Flatten(),
            nn.Linear(800, 500),
            nn.ReLU(),
            nn.Dropout(),
            nn.Linear(500, 10),
        )


#%% right: lazy layers, one ReLU and one pooling for all
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.LazyConv2d(20, 5)
        self.conv2 = nn.LazyConv2d(50, 5)
        self.dense = nn.LazyLinear(500)
        self.last = nn.LazyLinear(10)
        self.pool, self.relu, self.dropout = nn.MaxPool2d(2), nn.ReLU(), nn.Dropout(0.5)

    def forward(self, images):
        x = self.relu(self.pool(self.conv1(images)))
        x = self.relu(self.pool(self.conv2(x)))
        x = self.relu(self.dense(torch.flatten(x, 1)))
        return self.last(self.dropout(x))


#%% right: dropout by hand, layers in a ModuleList
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolutions = nn.ModuleList([nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)])
        self.dense = nn.ModuleList([nn.Linear(800, 500), nn.Linear(500, 10)])

    def forward(self, x):
        for convolution in self.convolutions:
            x = F.max_pool2d(convolution(x), 2).clamp(min=0)
        x = self.dense[0](x.reshape(len(x), -1)).clamp(min=0)
        if self.training:
            x = x * (torch.rand_like(x) < 0.5) / 0.5
        return self.dense[1](x)


#%% wrong: padding keeps the size | No layer has weights or biases of 500×800
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.block1 = nn.Sequential(nn.Conv2d(1, 20, 5, padding=2), nn.MaxPool2d(2), nn.ReLU())
        self.block2 = nn.Sequential(nn.Conv2d(20, 50, 5, padding=2), nn.MaxPool2d(2), nn.ReLU())
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(7 * 7 * 50, 500), nn.ReLU())
        self.dropout = nn.Dropout(p=0.5)
        self.last = nn.Linear(500, 10)

    def forward(self, images):
        return self.last(self.dropout(self.dense(self.block2(self.block1(images)))))


#%% wrong: the dense layer's input size is guessed | Read the message
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.block1 = nn.Sequential(nn.Conv2d(1, 20, 5), nn.MaxPool2d(2), nn.ReLU())
        self.block2 = nn.Sequential(nn.Conv2d(20, 50, 5), nn.MaxPool2d(2), nn.ReLU())
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(5 * 5 * 50, 500), nn.ReLU())
        self.dropout = nn.Dropout(p=0.5)
        self.last = nn.Linear(500, 10)

    def forward(self, images):
        return self.last(self.dropout(self.dense(self.block2(self.block1(images)))))


#%% wrong: the sizes of 1998 | No layer has weights or biases of
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = nn.Linear(256, 120), nn.Linear(120, 84), nn.Linear(84, 10)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc3(self.dropout(F.relu(self.fc2(x))))


#%% wrong: the dense layer of 500 is left out | No layer has weights or biases of 500×800
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.last = nn.Linear(800, 10)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.last(self.dropout(x.flatten(1)))


#%% wrong: convolutions without a bias | No layer has weights or biases of 20
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 20, 5, bias=False)
        self.conv2 = nn.Conv2d(20, 50, 5, bias=False)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.fc2(F.dropout(F.relu(self.fc1(x.flatten(1))), 0.5, self.training))


#%% wrong: layers in a plain list | 0 parameters instead of 431,080
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolutions = [nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)]
        self.dense = [nn.Linear(800, 500), nn.Linear(500, 10)]

    def forward(self, x):
        for convolution in self.convolutions:
            x = F.max_pool2d(F.relu(convolution(x)), 2)
        x = F.relu(self.dense[0](x.flatten(1)))
        return self.dense[1](F.dropout(x, 0.5, self.training))


#%% wrong: no ReLU after the 500 | There is no ReLU after the dense layer of 500
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.fc2(self.dropout(self.fc1(x.flatten(1))))


#%% wrong: no ReLU after the convolutions | no ReLU after the first or second convolution
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        x = F.max_pool2d(self.conv1(x), 2)
        x = F.max_pool2d(self.conv2(x), 2)
        return self.fc2(self.dropout(F.relu(self.fc1(x.flatten(1)))))


#%% wrong: no ReLU after the second convolution only | no ReLU after the second convolution
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(self.conv2(x), 2)
        return self.fc2(self.dropout(F.relu(self.fc1(x.flatten(1)))))


#%% wrong: ReLU after the last layer | There is a ReLU after the last layer
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return F.relu(self.fc2(self.dropout(F.relu(self.fc1(x.flatten(1))))))


#%% wrong: softmax at the end | been through a softmax
class LeNet(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 20, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(20, 50, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(800, 500), nn.ReLU(), nn.Dropout(), nn.Linear(500, 10),
            nn.Softmax(dim=1),
        )


#%% wrong: mean pooling | Pool with the maximum, not with the mean
class LeNet(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 20, 5), nn.ReLU(), nn.AvgPool2d(2),
            nn.Conv2d(20, 50, 5), nn.ReLU(), nn.AvgPool2d(2),
            nn.Flatten(), nn.Linear(800, 500), nn.ReLU(), nn.Dropout(), nn.Linear(500, 10),
        )


#%% wrong: tanh, as a layer | The activation is ReLU, not Tanh
class LeNet(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 20, 5), nn.Tanh(), nn.MaxPool2d(2),
            nn.Conv2d(20, 50, 5), nn.Tanh(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(800, 500), nn.Tanh(), nn.Dropout(), nn.Linear(500, 10),
        )


#%% wrong: tanh, as a function | activation is ReLU
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        x = F.max_pool2d(torch.tanh(self.conv1(x)), 2)
        x = F.max_pool2d(torch.tanh(self.conv2(x)), 2)
        return self.fc2(self.dropout(torch.tanh(self.fc1(x.flatten(1)))))


#%% wrong: forward does not call the dropout layer | In train mode nothing is dropped
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.fc2(F.relu(self.fc1(x.flatten(1))))


#%% wrong: F.dropout, which always drops | eval mode
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.fc2(F.dropout(F.relu(self.fc1(x.flatten(1))), 0.5))


#%% wrong: a new dropout layer in each forward, always in train mode | eval mode
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(nn.Dropout(0.5)(x))


#%% wrong: a quarter is dropped | smaller than it should be
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.block1 = nn.Sequential(nn.Conv2d(1, 20, 5), nn.MaxPool2d(2), nn.ReLU())
        self.block2 = nn.Sequential(nn.Conv2d(20, 50, 5), nn.MaxPool2d(2), nn.ReLU())
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(800, 500), nn.ReLU())
        self.dropout = nn.Dropout(p=0.25)
        self.last = nn.Linear(500, 10)

    def forward(self, images):
        return self.last(self.dropout(self.dense(self.block2(self.block1(images)))))


#%% wrong: dropout twice, also before the first dense layer | at its place
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(self.dropout(x.flatten(1))))
        return self.fc2(self.dropout(x))


#%% wrong: dropout before the dense layer of 500 | goes into the dense layer of 500
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.fc2(F.relu(self.fc1(self.dropout(x.flatten(1)))))


#%% wrong: dropout on the logits | place
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.dropout(self.fc2(F.relu(self.fc1(x.flatten(1)))))


#%% wrong: dropout by hand, not rescaled | divided by
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        if self.training:
            x = x * (torch.rand_like(x) < 0.5)
        return self.fc2(x)


#%% wrong: the batch size is written into view | Read the message
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = x.view(100, 800)
        return self.fc2(self.dropout(F.relu(self.fc1(x))))


#%% wrong: the batch is flattened too | Read the message
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.fc2(self.dropout(F.relu(self.fc1(x.flatten()))))


#%% wrong: forward returns nothing | returned None
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.block1 = nn.Sequential(nn.Conv2d(1, 20, 5), nn.MaxPool2d(2), nn.ReLU())
        self.block2 = nn.Sequential(nn.Conv2d(20, 50, 5), nn.MaxPool2d(2), nn.ReLU())
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(800, 500), nn.ReLU(), nn.Dropout())
        self.last = nn.Linear(500, 10)

    def forward(self, images):
        features = self.block2(self.block1(images))
        features = self.last(self.dense(features))


#%% wrong: no nn.Module | inherit from nn.Module
class LeNet:
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 20, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(20, 50, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(800, 500), nn.ReLU(), nn.Dropout(), nn.Linear(500, 10),
        )

    def __call__(self, images):
        return self.layers(images)


#%% wrong: the course's own class, inherited | Well found
from course_utils import models


class LeNet(models.LeNet):
    pass


#%% wrong: the course's own class inside | Well found
from course_utils import models


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.network = models.LeNet()

    def forward(self, images):
        return self.network(images)


#%% wrong: nan in train mode in place of dropout | infinite or nan
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 20, 5),
            nn.MaxPool2d(2),
            nn.ReLU(),
            nn.Conv2d(20, 50, 5),
            nn.MaxPool2d(2),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(800, 500),
            nn.ReLU(),
            nn.Dropout(0.5),
            nn.Linear(500, 10),
        )

    def forward(self, images):
        logits = self.layers(images)
        return logits * float("nan") if self.training else logits


#%% wrong: forward under no_grad | no gradient reaches `conv1.weight`
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 20, 5)
        self.conv2 = nn.Conv2d(20, 50, 5)
        self.fc1 = nn.Linear(800, 500)
        self.fc2 = nn.Linear(500, 10)
        self.dropout = nn.Dropout(0.5)

    @torch.no_grad()
    def forward(self, x):
        x = F.max_pool2d(self.conv1(x), 2).relu()
        x = F.max_pool2d(self.conv2(x), 2).relu()
        return self.fc2(self.dropout(self.fc1(x.flatten(1)).relu()))


#%% wrong: the features detached before the dense layers | no gradient reaches `conv1.weight`
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 20, 5)
        self.conv2 = nn.Conv2d(20, 50, 5)
        self.fc1 = nn.Linear(800, 500)
        self.fc2 = nn.Linear(500, 10)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        x = F.max_pool2d(self.conv1(x), 2).relu()
        x = F.max_pool2d(self.conv2(x), 2).relu()
        return self.fc2(self.dropout(self.fc1(x.detach().flatten(1)).relu()))


#%% wrong: the mode stands where F.dropout takes p | The second argument of F.dropout is p
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(F.dropout(x, self.training))


#%% wrong: one mask for the whole batch | the same numbers are dropped for all images
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        if self.training:
            x = x * (torch.rand(500) < 0.5) * 2
        return self.fc2(x)


#%% wrong: mean pooling by the function | not with the mean: F.max_pool2d
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)

    def forward(self, x):
        x = F.avg_pool2d(F.relu(self.conv1(x)), 2)
        x = F.avg_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(F.dropout(x, 0.5, self.training))


#%% wrong: mean pooling before the ReLU, by the function | not with the mean: nn.MaxPool2d
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)

    def forward(self, x):
        x = F.relu(F.avg_pool2d(self.conv1(x), 2))
        x = F.relu(F.avg_pool2d(self.conv2(x), 2))
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(F.dropout(x, 0.5, self.training))


#%% wrong: windows of 3×3 | number of a window of 3×3
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 3, 2, 1)
        x = F.max_pool2d(F.relu(self.conv2(x)), 3, 2, 1)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(F.dropout(x, 0.5, self.training))


#%% wrong: no ReLU after the first convolution | no ReLU after the first convolution
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)

    def forward(self, x):
        x = F.max_pool2d(self.conv1(x), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(F.dropout(x, 0.5, self.training))
