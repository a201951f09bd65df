#%% right: blocks with names, as in the lesson
from collections import OrderedDict


class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("only odd sizes can keep the image's size")
        self.name = name
        depth, height, width = input_size
        layers = OrderedDict()
        for number, n_filters in enumerate(channels, start=1):
            conv = nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2)
            block = OrderedDict(conv=conv)
            if batch_norm:
                block["norm"] = nn.BatchNorm2d(n_filters)
            block.update(relu=nn.ReLU(), pool=nn.MaxPool2d(2), dropout=nn.Dropout2d(dropout))
            layers[f"block{number}"] = nn.Sequential(block)
            depth, height, width = n_filters, height // 2, width // 2
        if min(height, width) < 1:
            raise ValueError("no pixel is left")
        layers["flatten"] = nn.Flatten()
        n_inputs = depth * height * width
        for number, n_outputs in enumerate(hidden, start=1):
            layers[f"dense{number}"] = nn.Linear(n_inputs, n_outputs)
            layers[f"relu{number}"] = nn.ReLU()
            n_inputs = n_outputs
        layers["output"] = nn.Linear(n_inputs, n_classes)
        self.layers = nn.Sequential(layers)

    def forward(self, images):
        return self.layers(images)


#%% right: lists of layers, the rest by functions
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        if min(input_size[1:]) < 2 ** len(channels):
            raise ValueError("too many poolings for this image")
        self.name = name
        self.dropout = dropout
        self.convs = nn.ModuleList()
        self.norms = nn.ModuleList()
        _, height, width = input_size
        depths = [input_size[0], *channels]
        for n_inputs, n_filters in zip(depths, depths[1:]):
            self.convs.append(nn.Conv2d(n_inputs, n_filters, kernel_size, 1, kernel_size // 2))
            self.norms.append(nn.BatchNorm2d(n_filters) if batch_norm else nn.Identity())
            height, width = height // 2, width // 2
        sizes = [depths[-1] * height * width, *hidden, n_classes]
        self.dense = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))

    def forward(self, x):
        for conv, norm in zip(self.convs, self.norms):
            x = F.max_pool2d(F.relu(norm(conv(x))), 2)
            x = F.dropout2d(x, self.dropout, self.training)
        x = x.flatten(1)
        for layer in self.dense[:-1]:
            x = F.relu(layer(x))
        return self.dense[-1](x)


#%% right: lazy layers in a class that inherits from Sequential
class ConfigurableCNN(nn.Sequential):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        if kernel_size % 2 == 0 or min(input_size[1:]) >> len(channels) == 0:
            raise ValueError("the filter is even, or no pixel is left")
        layers = []
        for n_filters in channels:
            layers.append(nn.LazyConv2d(n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.LazyBatchNorm2d())
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
        layers.append(nn.Flatten())
        for n_outputs in hidden:
            layers += [nn.LazyLinear(n_outputs), nn.ReLU()]
        layers.append(nn.LazyLinear(n_classes))
        super().__init__(*layers)
        self.name = name


#%% right: the number of features found with a blank image, channels dropped before the pooling
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 != 1:
            raise ValueError("kernel_size must be odd")
        self.name = name
        layers = []
        depth = input_size[0]
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding="same"))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.Dropout2d(dropout), nn.MaxPool2d(2), nn.ReLU()]
            depth = n_filters
        self.features = nn.Sequential(*layers).eval()
        try:
            with torch.no_grad():
                n_inputs = self.features(torch.zeros(1, *input_size)).numel()
        except RuntimeError as error:
            raise ValueError("no pixel is left") from error
        self.features.train()
        self.classifier = nn.Sequential(nn.Flatten())
        for n_outputs in hidden:
            self.classifier.append(nn.Linear(n_inputs, n_outputs))
            self.classifier.append(nn.ReLU())
            n_inputs = n_outputs
        self.classifier.append(nn.Linear(n_inputs, n_classes))

    def forward(self, images):
        return self.classifier(self.features(images))


#%% right: a layer class of one's own, and layers called by name
class Block(nn.Module):
    def __init__(self, n_inputs, n_filters, kernel_size, batch_norm, dropout):
        super().__init__()
        self.conv = nn.Conv2d(n_inputs, n_filters, kernel_size, padding=(kernel_size - 1) // 2)
        self.norm = nn.BatchNorm2d(n_filters) if batch_norm else None
        self.drop = nn.Dropout2d(p=dropout)

    def forward(self, x):
        x = self.conv(x)
        if self.norm is not None:
            x = self.norm(x)
        return self.drop(nn.functional.max_pool2d(x.clamp(min=0), kernel_size=2))


class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super(ConfigurableCNN, self).__init__()
        self.name = name
        self.steps = []
        if kernel_size not in range(1, 100, 2):
            raise ValueError("kernel_size must be odd")
        n_channels, *sides = input_size
        for i, n_filters in enumerate(channels):
            block = Block(n_channels, n_filters, kernel_size, batch_norm, dropout)
            self._add(f"block{i}", block)
            n_channels, sides = n_filters, [side // 2 for side in sides]
        if 0 in sides:
            raise ValueError("no pixel is left")
        n_features = n_channels * math.prod(sides)
        for i, size in enumerate(hidden):
            self._add(f"dense{i}", nn.Linear(n_features, size))
            n_features = size
        self._add("output", nn.Linear(n_features, n_classes))

    def _add(self, name, layer):
        self.add_module(name, layer)
        self.steps.append(name)

    def forward(self, x):
        for name in self.steps:
            layer = getattr(self, name)
            if isinstance(layer, nn.Linear):
                x = x.reshape(len(x), -1)
            x = layer(x)
            if name.startswith("dense"):
                x = torch.relu(x)
        return x


#%% wrong: input_size is ignored | Read the message
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = 1, 28, 28
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: takes every image to be square | Read the message
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * height
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: padding 1, whatever the filter | Read the message
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=1))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: no bias under batch norm | No layer has weights or biases of
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            padding = kernel_size // 2
            layers.append(
                nn.Conv2d(depth, n_filters, kernel_size, padding=padding, bias=not batch_norm)
            )
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: batch norm is never added | No layer has weights or biases of
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: hidden is ignored, 32 is written in | Not wanted are those of
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in (32,):
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: batch norm for the dense layers too | Not wanted are those of
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers.append(nn.Linear(n_inputs, n_outputs))
            if batch_norm:
                layers.append(nn.BatchNorm1d(n_outputs))
            layers.append(nn.ReLU())
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: softmax at the end | softmax
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        layers.append(nn.Softmax(dim=1))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: ReLU after the last layer too | none after the last layer
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        layers.append(nn.ReLU())
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: no ReLU between the dense layers | Is there a ReLU where one is wanted
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers.append(nn.Linear(n_inputs, n_outputs))
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: ReLU before batch norm | normalises after the ReLU
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            layers.append(nn.ReLU())
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: pools before batch norm | batch norm
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            layers.append(nn.MaxPool2d(2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: pools with the mean | maximum
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.AvgPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: single numbers are dropped | Dropout2d
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: dropout taken for the share that is kept | share that is dropped
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(1 - dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: dropout is ignored, 0.5 is written in | dropout has no effect
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(0.5)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: no dropout at all | nothing is dropped
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: the name is not kept | Keep the name
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: too many poolings are not refused | No pixel is left
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: even filters are not refused | even kernel_size
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: even filters are refused by assert | Raise ValueError
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        assert kernel_size % 2 == 1, "kernel_size must be odd"
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: squeezed logits | batch of one
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images).squeeze()


#%% wrong: forward returns nothing | returned None
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        logits = self.layers(images)


#%% wrong: nn.Module is forgotten | inherit from nn.Module
class ConfigurableCNN:
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def __call__(self, images):
        return self.layers(images)


#%% wrong: layers in a plain list | ModuleList
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = layers

    def forward(self, images):
        for layer in self.layers:
            images = layer(images)
        return images


#%% wrong: channels are dropped in eval mode too | In eval mode
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        self.dropout = dropout
        depth, height, width = input_size
        self.blocks = nn.ModuleList()
        for n_filters in channels:
            block = [nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2)]
            if batch_norm:
                block.append(nn.BatchNorm2d(n_filters))
            self.blocks.append(nn.Sequential(*block, nn.ReLU(), nn.MaxPool2d(2)))
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        sizes = [depth * height * width, *hidden]
        self.dense = nn.Sequential(nn.Flatten())
        for n_inputs, n_outputs in zip(sizes, sizes[1:]):
            self.dense.extend([nn.Linear(n_inputs, n_outputs), nn.ReLU()])
        self.dense.append(nn.Linear(sizes[-1], n_classes))

    def forward(self, images):
        for block in self.blocks:
            images = F.dropout2d(block(images), self.dropout)
        return self.dense(images)


#%% wrong: inherits from the course's class | gets no points
from course_utils import models


class ConfigurableCNN(models.ConfigurableCNN):
    pass


#%% wrong: wraps the course's class | gets no points
from course_utils import models


class ConfigurableCNN(nn.Module):
    def __init__(self, **settings):
        super().__init__()
        self.net = models.ConfigurableCNN(**settings)
        self.name = self.net.name

    def forward(self, images):
        return self.net(images)


#%% wrong: hands on the course's class | gets no points
from course_utils.models import ConfigurableCNN


#%% wrong: forward under no_grad | no gradient reaches `layers.block1.conv.weight`
from collections import OrderedDict


class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("only odd sizes can keep the image's size")
        self.name = name
        depth, height, width = input_size
        layers = OrderedDict()
        for number, n_filters in enumerate(channels, start=1):
            conv = nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2)
            block = OrderedDict(conv=conv)
            if batch_norm:
                block["norm"] = nn.BatchNorm2d(n_filters)
            block.update(relu=nn.ReLU(), pool=nn.MaxPool2d(2), dropout=nn.Dropout2d(dropout))
            layers[f"block{number}"] = nn.Sequential(block)
            depth, height, width = n_filters, height // 2, width // 2
        if min(height, width) < 1:
            raise ValueError("no pixel is left")
        layers["flatten"] = nn.Flatten()
        n_inputs = depth * height * width
        for number, n_outputs in enumerate(hidden, start=1):
            layers[f"dense{number}"] = nn.Linear(n_inputs, n_outputs)
            layers[f"relu{number}"] = nn.ReLU()
            n_inputs = n_outputs
        layers["output"] = nn.Linear(n_inputs, n_classes)
        self.layers = nn.Sequential(layers)

    @torch.no_grad()
    def forward(self, images):
        return self.layers(images)


#%% wrong: the logits as .data | no gradient reaches `layers.block1.conv.weight`
from collections import OrderedDict


class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("only odd sizes can keep the image's size")
        self.name = name
        depth, height, width = input_size
        layers = OrderedDict()
        for number, n_filters in enumerate(channels, start=1):
            conv = nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2)
            block = OrderedDict(conv=conv)
            if batch_norm:
                block["norm"] = nn.BatchNorm2d(n_filters)
            block.update(relu=nn.ReLU(), pool=nn.MaxPool2d(2), dropout=nn.Dropout2d(dropout))
            layers[f"block{number}"] = nn.Sequential(block)
            depth, height, width = n_filters, height // 2, width // 2
        if min(height, width) < 1:
            raise ValueError("no pixel is left")
        layers["flatten"] = nn.Flatten()
        n_inputs = depth * height * width
        for number, n_outputs in enumerate(hidden, start=1):
            layers[f"dense{number}"] = nn.Linear(n_inputs, n_outputs)
            layers[f"relu{number}"] = nn.ReLU()
            n_inputs = n_outputs
        layers["output"] = nn.Linear(n_inputs, n_classes)
        self.layers = nn.Sequential(layers)

    def forward(self, images):
        return self.layers(images).data


#%% right: layers in one list, sizes halved on the way
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("an even kernel_size")
        self.name = name
        c, h, w = input_size
        layers = []
        for n in channels:
            layers.append(nn.Conv2d(c, n, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            c, h, w = n, h // 2, w // 2
        if h < 1 or w < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_in = c * h * w
        for n in hidden:
            layers += [nn.Linear(n_in, n), nn.ReLU()]
            n_in = n
        self.layers = nn.Sequential(*layers, nn.Linear(n_in, n_classes))

    def forward(self, images):
        return self.layers(images)


#%% wrong: only the height is looked at | a width of 6
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("an even kernel_size")
        self.name = name
        c, h, w = input_size
        layers = []
        for n in channels:
            layers.append(nn.Conv2d(c, n, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            c, h, w = n, h // 2, w // 2
        if h < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_in = c * h * w
        for n in hidden:
            layers += [nn.Linear(n_in, n), nn.ReLU()]
            n_in = n
        self.layers = nn.Sequential(*layers, nn.Linear(n_in, n_classes))

    def forward(self, images):
        return self.layers(images)


#%% wrong: only the width is looked at | a height of 6
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("an even kernel_size")
        self.name = name
        c, h, w = input_size
        layers = []
        for n in channels:
            layers.append(nn.Conv2d(c, n, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            c, h, w = n, h // 2, w // 2
        if w < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_in = c * h * w
        for n in hidden:
            layers += [nn.Linear(n_in, n), nn.ReLU()]
            n_in = n
        self.layers = nn.Sequential(*layers, nn.Linear(n_in, n_classes))

    def forward(self, images):
        return self.layers(images)


#%% wrong: refused where neither height nor width is left | No pixel is left
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("an even kernel_size")
        self.name = name
        c, h, w = input_size
        layers = []
        for n in channels:
            layers.append(nn.Conv2d(c, n, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            c, h, w = n, h // 2, w // 2
        if h < 1 and w < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_in = c * h * w
        for n in hidden:
            layers += [nn.Linear(n_in, n), nn.ReLU()]
            n_in = n
        self.layers = nn.Sequential(*layers, nn.Linear(n_in, n_classes))

    def forward(self, images):
        return self.layers(images)


#%% wrong: only the even size of the usual example is refused | An even kernel_size
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size == 4:
            raise ValueError("an even kernel_size")
        self.name = name
        c, h, w = input_size
        layers = []
        for n in channels:
            layers.append(nn.Conv2d(c, n, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            c, h, w = n, h // 2, w // 2
        if h < 1 or w < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_in = c * h * w
        for n in hidden:
            layers += [nn.Linear(n_in, n), nn.ReLU()]
            n_in = n
        self.layers = nn.Sequential(*layers, nn.Linear(n_in, n_classes))

    def forward(self, images):
        return self.layers(images)


#%% wrong: batch norm after ReLU and pooling | normalises after ReLU and pooling
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            depth, height, width = n_filters, height // 2, width // 2
        if height < 1 or width < 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: two pixels are refused too | one pixel is enough
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height <= 2 or width <= 2:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


#%% wrong: a last pixel is refused too | one pixel is enough
class ConfigurableCNN(nn.Module):
    def __init__(self, input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,),
                 n_classes=10, batch_norm=False, dropout=0.5, name="cnn"):
        super().__init__()
        if kernel_size % 2 == 0:
            raise ValueError("kernel_size must be odd")
        self.name = name
        depth, height, width = input_size
        layers = []
        for n_filters in channels:
            layers.append(nn.Conv2d(depth, n_filters, kernel_size, padding=kernel_size // 2))
            if batch_norm:
                layers.append(nn.BatchNorm2d(n_filters))
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
            depth, height, width = n_filters, height // 2, width // 2
        if height <= 1 or width <= 1:
            raise ValueError("no pixel is left")
        layers.append(nn.Flatten())
        n_inputs = depth * height * width
        for n_outputs in hidden:
            layers += [nn.Linear(n_inputs, n_outputs), nn.ReLU()]
            n_inputs = n_outputs
        layers.append(nn.Linear(n_inputs, n_classes))
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)
