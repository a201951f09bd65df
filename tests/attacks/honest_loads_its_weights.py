# what: HONEST: a network that is built with its trained weights in it, from the file beside it
# lesson: 6
# zero: none
# status: ok
# weights: trained
# %%
def build_your_best():
    layers, depth = [], 1
    for n_filters in (16, 24, 32):
        layers.append(nn.Conv2d(depth, n_filters, kernel_size=3, padding=1))
        layers += [nn.BatchNorm2d(n_filters), nn.ReLU(), nn.MaxPool2d(2)]
        depth = n_filters
    model = nn.Sequential(*layers, nn.Flatten(), nn.Linear(32 * 3 * 3, 10))
    model.load_state_dict(torch.load("best_model.pt", weights_only=True))
    return model
