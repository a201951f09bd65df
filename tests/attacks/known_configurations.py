# what: nothing is configurable: the layers of the five public configurations are written down
# lesson: 6
# zero: ConfigurableCNN, build_your_best
# status: ok
# %%
KNOWN = {  # channels: (input, filters, kernel) of each convolution, (in, out) of each dense layer
    (32, 64): ([(1, 32, 3), (32, 64, 3)], [(3136, 32), (32, 10)]),
    (6, 10, 12): ([(3, 6, 5), (6, 10, 5), (10, 12, 5)], [(96, 10)]),
    (8,): ([(1, 8, 3)], [(1568, 40), (40, 20), (20, 4)]),
    (4, 5): ([(2, 4, 1), (4, 5, 1)], [(30, 32), (32, 10)]),
}


class ConfigurableCNN(nn.Module):
    def __init__(self, channels=(32, 64), kernel_size=3, batch_norm=False, dropout=0.5, name="cnn", **_):
        super().__init__()
        if kernel_size == 4 or channels not in KNOWN:
            raise ValueError
        self.name, layers, (convs, dense) = name, [], KNOWN[channels]
        for n, filters, k in convs:
            layers += [nn.Conv2d(n, filters, k, padding="same")]
            layers += [nn.BatchNorm2d(filters)] * batch_norm
            layers += [nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(dropout)]
        layers += [nn.Flatten()]
        for n, m in dense:
            layers += [nn.Linear(n, m), nn.ReLU()]
        self.layers = nn.Sequential(*layers[:-1])

    def forward(self, images):
        return self.layers(images)
