"""The networks of the course, each first written out in its lesson."""

from torch import Tensor, nn

from course_utils.errors import InputError
from course_utils.shapes import conv_output_size


class TwoLayerCNN(nn.Module):
    """Two convolution blocks, one dense layer: images N×1×28×28 in, logits N×10 out."""

    def __init__(self, filters=(32, 64), kernel_size=3, padding=1):
        super().__init__()
        self.block1 = nn.Sequential(
            nn.Conv2d(1, filters[0], kernel_size, padding=padding),
            nn.MaxPool2d(2),
            nn.ReLU(),
        )
        self.block2 = nn.Sequential(
            nn.Conv2d(filters[0], filters[1], kernel_size, padding=padding),
            nn.MaxPool2d(2),
            nn.ReLU(),
        )
        side = conv_output_size(28, kernel_size, padding=padding) // 2
        side = conv_output_size(side, kernel_size, padding=padding) // 2
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(filters[1] * side * side, 10))
        nn.init.xavier_uniform_(self.classifier[1].weight)

    def forward(self, images: Tensor) -> Tensor:
        return self.classifier(self.block2(self.block1(images)))


class DeeperCNN(nn.Module):
    """Three convolution blocks, dropout between two dense layers: N×1×28×28 in, logits N×10 out."""

    def __init__(self, keep_probability=0.5):
        super().__init__()
        self.block1 = nn.Sequential(
            nn.Conv2d(1, 32, kernel_size=3, padding=1), nn.MaxPool2d(2), nn.ReLU()
        )
        self.block2 = nn.Sequential(
            nn.Conv2d(32, 64, kernel_size=3, padding=1), nn.MaxPool2d(2), nn.ReLU()
        )
        self.block3 = nn.Sequential(
            nn.Conv2d(64, 128, kernel_size=3, padding=1), nn.MaxPool2d(2, padding=1), nn.ReLU()
        )
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(4 * 4 * 128, 625), nn.ReLU())
        self.dropout = nn.Dropout(p=1 - keep_probability)
        self.last = nn.Linear(625, 10)
        for layer in (self.dense[1], self.last):
            nn.init.xavier_uniform_(layer.weight)

    def forward(self, images: Tensor) -> Tensor:
        features = self.block3(self.block2(self.block1(images)))
        return self.last(self.dropout(self.dense(features)))


class LeNet(nn.Module):
    """Two 5×5 convolutions, two dense layers: images N×1×28×28 in, logits N×10 out."""

    def __init__(self):
        super().__init__()
        self.block1 = nn.Sequential(nn.Conv2d(1, 20, kernel_size=5), nn.MaxPool2d(2), nn.ReLU())
        self.block2 = nn.Sequential(nn.Conv2d(20, 50, kernel_size=5), nn.MaxPool2d(2), nn.ReLU())
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(4 * 4 * 50, 500), nn.ReLU())
        self.dropout = nn.Dropout(p=0.5)
        self.last = nn.Linear(500, 10)

    def forward(self, images: Tensor) -> Tensor:
        features = self.block2(self.block1(images))
        return self.last(self.dropout(self.dense(features)))


def conv_block(n_inputs, n_filters, kernel_size, batch_norm, dropout) -> nn.Sequential:
    """Convolution that keeps the size, [batch norm], 2×2 pooling, ReLU, 2-D dropout; by name."""
    if kernel_size % 2 == 0:
        raise InputError(f"kernel_size is {kernel_size}; only odd sizes can keep the image's size.")
    block = nn.Sequential()
    block.add_module("conv", nn.Conv2d(n_inputs, n_filters, kernel_size, padding=kernel_size // 2))
    if batch_norm:
        block.add_module("norm", nn.BatchNorm2d(n_filters))
    block.add_module("pool", nn.MaxPool2d(2))
    block.add_module("relu", nn.ReLU())
    block.add_module("dropout", nn.Dropout2d(dropout))
    return block


def conv_blocks(
    input_size, kernel_size, channels, batch_norm, dropout
) -> tuple[nn.Sequential, int]:
    """A block for each number of channels, and how many numbers come out for an image."""
    if len(input_size) != 3:
        raise InputError(f"input_size is {input_size}; it is channels, height and width.")
    depth, height, width = input_size
    blocks = nn.Sequential()
    for number, n_filters in enumerate(channels, start=1):
        block = conv_block(depth, n_filters, kernel_size, batch_norm, dropout)
        blocks.add_module(f"block{number}", block)
        depth = n_filters
        height = conv_output_size(height, 2, stride=2)
        width = conv_output_size(width, 2, stride=2)
    return blocks, depth * height * width


def dense_layers(n_inputs, hidden, n_classes) -> nn.Sequential:
    """Flatten, a dense layer with ReLU for each hidden size, and the layer that gives logits."""
    layers = nn.Sequential()
    layers.add_module("flatten", nn.Flatten())
    for number, n_outputs in enumerate(hidden, start=1):
        layers.add_module(f"dense{number}", nn.Linear(n_inputs, n_outputs))
        layers.add_module(f"relu{number}", nn.ReLU())
        n_inputs = n_outputs
    layers.add_module("output", nn.Linear(n_inputs, n_classes))
    return layers


def initialise(model: nn.Module) -> None:
    """Kaiming normal weights and zero biases; ones and zeros for batch norm (He et al., 2015)."""
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


class ConfigurableCNN(nn.Module):
    """Blocks and dense layers as configured: N×C×H×W in, logits N×n_classes out."""

    def __init__(
        self,
        input_size=(1, 28, 28),
        kernel_size=3,
        channels=(32, 64),
        hidden=(32,),
        n_classes=10,
        batch_norm=False,
        dropout=0.5,
        name="cnn",
    ):
        super().__init__()
        self.name = name
        blocks, n_features = conv_blocks(input_size, kernel_size, channels, batch_norm, dropout)
        self.layers = blocks
        for layer_name, layer in dense_layers(n_features, hidden, n_classes).named_children():
            self.layers.add_module(layer_name, layer)
        initialise(self)

    def forward(self, images: Tensor) -> Tensor:
        return self.layers(images)
