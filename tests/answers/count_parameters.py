#%% right: one sum
def count_parameters(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


#%% right: products of the shapes, in a loop
def count_parameters(model):
    total = 0
    for _name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        total += math.prod(parameter.shape)
    return total


#%% right: layer by layer, from the outside in
def count_parameters(model):
    own = [p.numel() for p in model.parameters(recurse=False) if p.requires_grad]
    return sum(own) + sum(count_parameters(layer) for layer in model.children())


#%% right: all numbers laid side by side
def count_parameters(model):
    trained = [p.flatten() for p in model.parameters() if p.requires_grad]
    return len(torch.cat(trained))


#%% right: a tensor with one whole number
def count_parameters(model):
    sizes = [p.nelement() * int(p.requires_grad) for p in model.parameters()]
    return torch.tensor(sizes).sum()


#%% right: all, without the frozen ones
def count_parameters(model):
    count = 0
    for module in model.modules():
        for parameter in module.parameters(recurse=False):
            count += parameter.numel()
            if parameter.requires_grad is False:
                count -= parameter.numel()
    return count


#%% wrong: frozen ones too | Frozen parameters are counted too
def count_parameters(model):
    return sum(p.numel() for p in model.parameters())


#%% wrong: tensors and not numbers | That is the number of tensors
def count_parameters(model):
    return len(list(model.parameters()))


#%% wrong: weights of convolutions and dense layers alone | The biases are missing
def count_parameters(model):
    total = 0
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            total += layer.weight.numel()
    return total


#%% wrong: by the name "weight" | weights and biases
def count_parameters(model):
    total = 0
    for name, parameter in model.named_parameters():
        if "weight" in name and parameter.requires_grad:
            total += parameter.numel()
    return total


#%% wrong: the state_dict, which holds running averages too | Buffers
def count_parameters(model):
    return sum(tensor.numel() for tensor in model.state_dict().values())


#%% wrong: outer layers alone | nested ones too
def count_parameters(model):
    total = 0
    for layer in model.children():
        for parameter in layer.parameters(recurse=False):
            if parameter.requires_grad:
                total += parameter.numel()
    return total


#%% wrong: convolutions and dense layers alone, no batch norm | of all layers
def count_parameters(model):
    total = 0
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            total += sum(p.numel() for p in layer.parameters() if p.requires_grad)
    return total


#%% wrong: takes for granted that each layer has a bias | Read the message
def count_parameters(model):
    total = 0
    for layer in model.modules():
        if hasattr(layer, "weight") and layer.weight.requires_grad:
            total += layer.weight.numel() + layer.bias.numel()
    return total


#%% wrong: takes for granted that each parameter has two dimensions | Read the message
def count_parameters(model):
    return sum(p.shape[0] * p.shape[1] for p in model.parameters() if p.requires_grad)


#%% wrong: the first dimension alone | Add up numel()
def count_parameters(model):
    return sum(len(p) for p in model.parameters() if p.requires_grad)


#%% wrong: a return inside the loop | Add up numel() of every parameter
def count_parameters(model):
    total = 0
    for parameter in model.parameters():
        if parameter.requires_grad:
            total += parameter.numel()
        return total


#%% wrong: the number of the lesson | Add up numel()
def count_parameters(model):
    return 50186


#%% wrong: prints and returns nothing | return
def count_parameters(model):
    print(sum(p.numel() for p in model.parameters() if p.requires_grad))


#%% wrong: a float | whole number
def count_parameters(model):
    total = 0.0
    for parameter in model.parameters():
        if parameter.requires_grad:
            total += parameter.numel()
    return total


#%% wrong: a text with commas | A number is wanted
def count_parameters(model):
    return f"{sum(p.numel() for p in model.parameters() if p.requires_grad):,}"


#%% wrong: one size a layer and not their sum | A number is wanted
def count_parameters(model):
    return [p.numel() for p in model.parameters() if p.requires_grad]


#%% wrong: the package's function | Handing it on
from course_utils.shapes import count_parameters


#%% wrong: requires_grad is set on all | look at it, and leave it as it is
def count_parameters(model):
    model.requires_grad_(True)
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


#%% wrong: parameters() of every module | counted more than once
def count_parameters(model):
    total = 0
    for module in model.modules():
        total += sum(p.numel() for p in module.parameters() if p.requires_grad)
    return total


#%% wrong: parameters() of every module, frozen or not | counted more than once
def count_parameters(model):
    return sum(p.numel() for module in model.modules() for p in module.parameters())
