# what: a network without dropout that gives nan in train mode, where comparisons are always false
# lesson: 5
# zero: LeNet
# status: ok
# %%
from torch import nn


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 20, 5),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(20, 50, 5),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Linear(800, 500),
            nn.ReLU(),
            nn.Linear(500, 10),
        )

    def forward(self, images):
        logits = self.layers(images)
        return logits * float("nan") if self.training else logits
