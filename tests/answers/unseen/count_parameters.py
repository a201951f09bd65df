#%% wrong: frozen parameters counted too
def count_parameters(model):
    return sum(p.numel() for p in model.parameters())

#%% wrong: counts tensors instead of numbers
def count_parameters(model):
    return len([p for p in model.parameters() if p.requires_grad])

#%% wrong: biases left out
def count_parameters(model):
    total = 0
    for name, p in model.named_parameters():
        if p.requires_grad and "weight" in name:
            total += p.numel()
    return total

#%% wrong: every module adds its parameters, so nested ones count several times
def count_parameters(model):
    total = 0
    for module in model.modules():
        for p in module.parameters():
            if p.requires_grad:
                total += p.numel()
    return total

#%% wrong: only convolutions and linear layers, batch norm forgotten
def count_parameters(model):
    total = 0
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            for p in module.parameters():
                if p.requires_grad:
                    total += p.numel()
    return total

#%% wrong: state_dict, so buffers and frozen parameters are counted
def count_parameters(model):
    total = 0
    for value in model.state_dict().values():
        total += value.numel()
    return total
