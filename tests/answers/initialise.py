#%% right: with torch.nn.init, through modules()
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


#%% right: by the formula
def initialise(model):
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, nn.Conv2d) or isinstance(layer, nn.Linear):
                n_inputs = layer.weight[0].numel()
                layer.weight.copy_(torch.randn_like(layer.weight) * math.sqrt(2 / n_inputs))
            elif isinstance(layer, nn.BatchNorm2d):
                layer.weight.fill_(1)
            else:
                continue
            if layer.bias is not None:
                layer.bias.fill_(0)


#%% right: with apply; the default gain of kaiming_normal_ is that of ReLU
def initialise(model):
    def start(layer):
        kind = type(layer).__name__
        if kind in ("Conv2d", "Linear"):
            nn.init.kaiming_normal_(layer.weight)
        if kind == "BatchNorm2d":
            nn.init.constant_(layer.weight, 1.0)
        if kind in ("Conv2d", "Linear", "BatchNorm2d") and layer.bias is not None:
            nn.init.constant_(layer.bias, 0.0)

    return model.apply(start)


#%% right: calls itself for the layers inside
def initialise(model):
    if isinstance(model, (nn.Conv2d, nn.Linear)):
        depth, k = model.weight.shape[1], math.prod(model.weight.shape[2:])
        nn.init.normal_(model.weight, mean=0.0, std=(2 / (depth * k)) ** 0.5)
        if model.bias is not None:
            nn.init.zeros_(model.bias)
    if isinstance(model, nn.BatchNorm2d):
        nn.init.ones_(model.weight)
        nn.init.zeros_(model.bias)
    for layer in model.children():
        initialise(layer)


#%% right: by the shapes of the parameters, batch norm afterwards
def initialise(model):
    for parameter in model.parameters():
        if parameter.dim() > 1:
            fan_in, _ = nn.init._calculate_fan_in_and_fan_out(parameter)
            spread = nn.init.calculate_gain("relu") / math.sqrt(fan_in)
            parameter.data.normal_(0, spread)
        else:
            parameter.data.zero_()
    for layer in model.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.weight.data += 1


#%% wrong: layers inside layers are missed | modules()
def initialise(model):
    for layer in model.children():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


#%% wrong: biases are left as they are | first.bias should be 0
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


#%% wrong: linear layers are forgotten | dense.0
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


#%% wrong: batch norm is forgotten | It belongs to batch norm
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)


#%% wrong: everything of one dimension becomes 0 | should be 1 throughout
def initialise(model):
    for parameter in model.parameters():
        if parameter.dim() > 1:
            nn.init.kaiming_normal_(parameter, nonlinearity="relu")
        else:
            nn.init.zeros_(parameter)


#%% wrong: weights are left as they are | drawn anew
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)) and layer.bias is not None:
            nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


#%% wrong: layers without a bias are passed over | drawn anew
def initialise(model):
    for layer in model.modules():
        if getattr(layer, "bias", None) is None:
            continue
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
        nn.init.zeros_(layer.bias)


#%% wrong: every layer is taken to have a bias, as in the lesson | a bias where its layer was made with bias=False
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


#%% wrong: the variance taken for the standard deviation | the standard deviation is its root
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.normal_(layer.weight, 0, 2 / layer.weight[0].numel())
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


#%% wrong: no gain for ReLU | ReLU loses half
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="linear")
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


#%% wrong: the gain for ReLU taken twice | taken twice
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            layer.weight.data *= nn.init.calculate_gain("relu")
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


#%% wrong: counts the outputs | fan_out
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(layer.weight, mode="fan_out", nonlinearity="relu")
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


#%% wrong: counts the channels of a filter only | depth · k · k
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.normal_(layer.weight, 0, math.sqrt(2 / layer.weight.shape[1]))
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


#%% wrong: Xavier's weights | Xavier
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_normal_(layer.weight)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


#%% wrong: a uniform distribution | drawn evenly
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


#%% wrong: a normal distribution that is not scaled | variance 1
def initialise(model):
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, (nn.Conv2d, nn.Linear)):
                layer.weight.copy_(torch.randn(layer.weight.shape))
                if layer.bias is not None:
                    layer.bias.zero_()
            elif isinstance(layer, nn.BatchNorm2d):
                layer.weight.fill_(1)
                layer.bias.zero_()


#%% wrong: all weights are 0 | All weights are equal
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.zeros_(layer.weight)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


#%% wrong: torch's own start | torch's default weights
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear, nn.BatchNorm2d)):
            layer.reset_parameters()
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)


#%% wrong: works on a copy | in place
import copy


def initialise(model):
    model = copy.deepcopy(model)
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)
    return model


#%% wrong: a tensor put in the place of a parameter | Read the message
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            n_inputs = layer.weight[0].numel()
            layer.weight = torch.randn(layer.weight.shape) * math.sqrt(2 / n_inputs)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)


#%% wrong: changes parameters without no_grad | under `with torch.no_grad():`
def initialise(model):
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            layer.weight.normal_(0, math.sqrt(2 / layer.weight[0].numel()))
            if layer.bias is not None:
                layer.bias.zero_()
        elif isinstance(layer, nn.BatchNorm2d):
            layer.weight.fill_(1)
            layer.bias.zero_()


#%% wrong: weights without any numbers | has another shape than before
def initialise(model):
    for layer in model.modules():
        for name, _ in list(layer.named_parameters(recurse=False)):
            setattr(layer, name, nn.Parameter(torch.empty(0)))


#%% wrong: new parameters in the place of the old ones | is another nn.Parameter than before
def initialise(model):
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, (nn.Conv2d, nn.Linear)):
                weight, spread = layer.weight, math.sqrt(2 / layer.weight[0].numel())
                layer.weight = nn.Parameter(spread * torch.randn_like(weight))
                if layer.bias is not None:
                    layer.bias.zero_()
            elif isinstance(layer, nn.BatchNorm2d):
                layer.weight.fill_(1)
                layer.bias.zero_()


#%% wrong: one filter is drawn, and copied for all | Many weights are equal
def initialise(model):
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, (nn.Conv2d, nn.Linear)):
                weight, spread = layer.weight, math.sqrt(2 / layer.weight[0].numel())
                weight.copy_(spread * torch.randn_like(weight[:1]).expand_as(weight))
                if layer.bias is not None:
                    layer.bias.zero_()
            elif isinstance(layer, nn.BatchNorm2d):
                layer.weight.fill_(1)
                layer.bias.zero_()


#%% wrong: the same weights for every input channel | Many weights are equal
def initialise(model):
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, (nn.Conv2d, nn.Linear)):
                weight, spread = layer.weight, math.sqrt(2 / layer.weight[0].numel())
                weight.copy_(spread * torch.randn_like(weight[:, :1]).expand_as(weight))
                if layer.bias is not None:
                    layer.bias.zero_()
            elif isinstance(layer, nn.BatchNorm2d):
                layer.weight.fill_(1)
                layer.bias.zero_()


#%% wrong: zeros in small layers | All weights are equal
def initialise(model):
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, (nn.Conv2d, nn.Linear)):
                weight, spread = layer.weight, math.sqrt(2 / layer.weight[0].numel())
                weight.normal_(0, spread if weight.numel() > 100 else 0)
                if layer.bias is not None:
                    layer.bias.zero_()
            elif isinstance(layer, nn.BatchNorm2d):
                layer.weight.fill_(1)
                layer.bias.zero_()


#%% wrong: small layers are drawn with a far larger spread | in a layer with few weights too
def initialise(model):
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, (nn.Conv2d, nn.Linear)):
                weight, spread = layer.weight, math.sqrt(2 / layer.weight[0].numel())
                weight.normal_(0, spread if weight.numel() > 100 else 10)
                if layer.bias is not None:
                    layer.bias.zero_()
            elif isinstance(layer, nn.BatchNorm2d):
                layer.weight.fill_(1)
                layer.bias.zero_()


#%% wrong: a Laplace distribution of the right spread | more far-off numbers
def initialise(model):
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, (nn.Conv2d, nn.Linear)):
                weight, spread = layer.weight, math.sqrt(2 / layer.weight[0].numel())
                weight.copy_(torch.distributions.Laplace(0.0, spread / 2**0.5).sample(weight.shape))
                if layer.bias is not None:
                    layer.bias.zero_()
            elif isinstance(layer, nn.BatchNorm2d):
                layer.weight.fill_(1)
                layer.bias.zero_()


#%% wrong: a normal distribution cut off at two spreads, scaled up again | cut off
def initialise(model):
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, (nn.Conv2d, nn.Linear)):
                weight, spread = layer.weight, math.sqrt(2 / layer.weight[0].numel())
                full = spread / 0.8796; nn.init.trunc_normal_(weight, 0, full, -2 * full, 2 * full)
                if layer.bias is not None:
                    layer.bias.zero_()
            elif isinstance(layer, nn.BatchNorm2d):
                layer.weight.fill_(1)
                layer.bias.zero_()


#%% wrong: only two values | Many weights are equal
def initialise(model):
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, (nn.Conv2d, nn.Linear)):
                weight, spread = layer.weight, math.sqrt(2 / layer.weight[0].numel())
                weight.copy_(spread * torch.randn_like(weight).sign())
                if layer.bias is not None:
                    layer.bias.zero_()
            elif isinstance(layer, nn.BatchNorm2d):
                layer.weight.fill_(1)
                layer.bias.zero_()


#%% wrong: a normal distribution cut off at two standard deviations | Large weights are missing
def initialise(model):
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            spread = math.sqrt(2 / module.weight[0].numel())
            nn.init.trunc_normal_(module.weight, std=spread, a=-2 * spread, b=2 * spread)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
        elif isinstance(module, nn.BatchNorm2d):
            nn.init.ones_(module.weight)
            nn.init.zeros_(module.bias)


#%% wrong: batch norm is drawn like the other layers | No weights are drawn there
def initialise(model):
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            if module.bias is not None:
                nn.init.zeros_(module.bias)
        elif isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.weight)
            nn.init.zeros_(module.bias)


#%% wrong: Xavier's uniform weights | Xavier
def initialise(model):
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_uniform_(module.weight)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
        elif isinstance(module, nn.BatchNorm2d):
            nn.init.ones_(module.weight)
            nn.init.zeros_(module.bias)
