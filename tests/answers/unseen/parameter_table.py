#%% wrong: state_dict, so batch norm's buffers are listed too
def parameter_table(model):
    rows = []
    for name, value in model.state_dict().items():
        rows.append((name, tuple(value.shape), value.numel()))
    return rows

#%% wrong: biases left out
def parameter_table(model):
    return [(name, tuple(p.shape), p.numel())
            for name, p in model.named_parameters() if name.endswith("weight")]

#%% wrong: count is the first dimension only
def parameter_table(model):
    rows = []
    for name, p in model.named_parameters():
        rows.append((name, tuple(p.shape), len(p)))
    return rows

#%% wrong: prints the table and returns nothing
def parameter_table(model):
    for name, p in model.named_parameters():
        print(name, tuple(p.shape), p.numel())

#%% wrong: only the direct children's own parameters, nested layers are missed
def parameter_table(model):
    rows = []
    for child_name, child in model.named_children():
        for name, p in child.named_parameters(recurse=False):
            rows.append((child_name + "." + name, tuple(p.shape), p.numel()))
    return rows

#%% wrong: count is the running total
def parameter_table(model):
    rows = []
    count = 0
    for name, p in model.named_parameters():
        count += p.numel()
        rows.append((name, tuple(p.shape), count))
    return rows
