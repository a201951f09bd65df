"""The networks of the course, each first written out in its lesson."""

from torch import Tensor, nn

from course_utils.shapes import conv_output_size


class TwoLayerCNN(nn.Module):
    """Two convolution blocks, one dense layer: images N×1×28×28 in, logits N×10 out."""

    def __init__(self, filters=(32, 64), kernel_size=3, padding=1):
        super().__init__()
        self.block1 = nn.Sequential(
            nn.Conv2d(1, filters[0], kernel_size, padding=padding),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.block2 = nn.Sequential(
            nn.Conv2d(filters[0], filters[1], kernel_size, padding=padding),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        side = conv_output_size(28, kernel_size, padding=padding) // 2
        side = conv_output_size(side, kernel_size, padding=padding) // 2
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(filters[1] * side * side, 10))
        nn.init.xavier_uniform_(self.classifier[1].weight)

    def forward(self, images: Tensor) -> Tensor:
        return self.classifier(self.block2(self.block1(images)))
