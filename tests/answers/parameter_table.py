#%% right: one row for each named parameter
def parameter_table(model):
    return [(name, tuple(p.shape), p.numel()) for name, p in model.named_parameters()]


#%% right: a loop, the count as the product of the side lengths
def parameter_table(model):
    rows = []
    for name, parameter in model.named_parameters():
        shape = parameter.shape
        rows.append((name, shape, math.prod(shape)))
    return rows


#%% right: layer by layer, names put together by hand
def parameter_table(model):
    table = []
    for path, layer in model.named_modules():
        for role, parameter in layer.named_parameters(recurse=False):
            name = f"{path}.{role}" if path else role
            array = parameter.detach().numpy()
            table.append([name, list(array.shape), array.size])
    return table


#%% right: from the state, without what is no parameter
def parameter_table(model):
    def rows():
        for name, tensor in model.state_dict(keep_vars=True).items():
            if isinstance(tensor, nn.Parameter):
                yield name, tensor.size(), int(torch.tensor(tensor.size()).prod())

    return tuple(rows())


#%% wrong: trainable ones only | One row for each parameter
def parameter_table(model):
    rows = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            rows.append((name, tuple(parameter.shape), parameter.numel()))
    return rows


#%% wrong: the whole state, running averages too | Buffers
def parameter_table(model):
    return [(name, tuple(t.shape), t.numel()) for name, t in model.state_dict().items()]


#%% wrong: weights without biases | One row for each parameter
def parameter_table(model):
    rows = []
    for name, parameter in model.named_parameters():
        if name.endswith("weight"):
            rows.append((name, tuple(parameter.shape), parameter.numel()))
    return rows


#%% wrong: a last row with the total | One row for each parameter
def parameter_table(model):
    rows = [(name, tuple(p.shape), p.numel()) for name, p in model.named_parameters()]
    rows.append(("total", (), sum(count for _, _, count in rows)))
    return rows


#%% wrong: returns after the first row | One row for each parameter
def parameter_table(model):
    rows = []
    for name, parameter in model.named_parameters():
        rows.append((name, tuple(parameter.shape), parameter.numel()))
        return rows


#%% wrong: one row for each layer | One row for each parameter
def parameter_table(model):
    rows = []
    for name, layer in model.named_children():
        count = sum(p.numel() for p in layer.parameters())
        rows.append((name, (), count))
    return rows


#%% wrong: names without the layer | names are those of named_parameters
def parameter_table(model):
    rows = []
    for layer in model.children():
        for name, parameter in layer.named_parameters():
            rows.append((name, tuple(parameter.shape), parameter.numel()))
    return rows


#%% wrong: prints the table and returns nothing | Return a list of
def parameter_table(model):
    for name, parameter in model.named_parameters():
        print(f"{name:<30}{tuple(parameter.shape)!s:<20}{parameter.numel():>10,}")


#%% wrong: a dict | Return a list of
def parameter_table(model):
    return {name: (tuple(p.shape), p.numel()) for name, p in model.named_parameters()}


#%% wrong: a zip, not a list | Return a list of
def parameter_table(model):
    names, parameters = zip(*model.named_parameters())
    return zip(names, [tuple(p.shape) for p in parameters], [p.numel() for p in parameters])


#%% wrong: no counts | three things
def parameter_table(model):
    return [(name, tuple(p.shape)) for name, p in model.named_parameters()]


#%% wrong: the parameter itself for its shape | tuple of its side lengths
def parameter_table(model):
    return [(name, p, p.numel()) for name, p in model.named_parameters()]


#%% wrong: the shape as text | tuple of its side lengths
def parameter_table(model):
    return [(name, "×".join(map(str, p.shape)), p.numel()) for name, p in model.named_parameters()]


#%% wrong: count and shape exchanged | tuple of its side lengths
def parameter_table(model):
    return [(name, p.numel(), tuple(p.shape)) for name, p in model.named_parameters()]


#%% wrong: the shape turned round | tuple of its side lengths
def parameter_table(model):
    return [(name, tuple(reversed(p.shape)), p.numel()) for name, p in model.named_parameters()]


#%% wrong: the length for the count | number of its entries
def parameter_table(model):
    return [(name, tuple(p.shape), len(p)) for name, p in model.named_parameters()]


#%% wrong: the side lengths added up | number of its entries
def parameter_table(model):
    return [(name, tuple(p.shape), sum(p.shape)) for name, p in model.named_parameters()]


#%% wrong: the running total for the count | number of its entries
def parameter_table(model):
    rows, total = [], 0
    for name, parameter in model.named_parameters():
        total += parameter.numel()
        rows.append((name, tuple(parameter.shape), total))
    return rows


#%% wrong: the count as a float | whole number
def parameter_table(model):
    rows = []
    for name, parameter in model.named_parameters():
        count = 1.0
        for side in parameter.shape:
            count *= side
        rows.append((name, tuple(parameter.shape), count))
    return rows


#%% wrong: side lengths as floats | tuple of whole numbers
def parameter_table(model):
    return [(name, tuple(map(float, p.shape)), p.numel()) for name, p in model.named_parameters()]


#%% wrong: the shape as a tuple of tensors | tuple of whole numbers
def parameter_table(model):
    return [(name, tuple(torch.tensor(p.shape)), p.numel()) for name, p in model.named_parameters()]


#%% wrong: the count as a tensor | is an int, as numel() gives it
def parameter_table(model):
    return [(name, tuple(p.shape), torch.tensor(p.shape).prod()) for name, p in model.named_parameters()]
