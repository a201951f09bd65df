#%% wrong: the gradients are cleared afterwards, those of an earlier step are gone
def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    buffers = [b.clone() for b in model.buffers()]
    model.zero_grad()
    F.cross_entropy(model(images), labels).backward()
    gradients = [p.grad for p in model.parameters()]
    model.zero_grad()
    for buffer, before in zip(model.buffers(), buffers):
        buffer.copy_(before)
    if any(g is None for g in gradients):
        return "detached features"
    if any(g.abs().max() == 0 for g in gradients):
        return "dead ReLUs"
    return "healthy"

#%% wrong: looks for the weights that do not move in a step of SGD; dead and detached look alike
import copy

def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    before = [p.detach().clone() for p in twin.parameters()]
    optimizer = torch.optim.SGD(twin.parameters(), lr=1.0)
    F.cross_entropy(twin(images), labels).backward()
    optimizer.step()
    if any(torch.equal(p, b) for p, b in zip(twin.parameters(), before)):
        return "dead ReLUs"
    return "healthy"

#%% wrong: dead when more than half of the gradients' numbers are 0
import copy

def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    gradients = [p.grad for p in twin.parameters()]
    if None in [g if g is None else 0 for g in gradients]:
        return "detached features"
    zeros = sum(int((g == 0).sum()) for g in gradients)
    if zeros > 0.5 * sum(g.numel() for g in gradients):
        return "dead ReLUs"
    return "healthy"

#%% wrong: batch norm is told by its name in the model
import copy

def find_the_fault(model, images, labels):
    for name, module in model.named_modules():
        if "norm" in name.lower() and not module.training:
            return "batch norm in eval"
    for p in model.parameters():
        if not p.requires_grad:
            return "frozen layer"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    for p in twin.parameters():
        if p.grad is None:
            return "detached features"
        if not p.grad.any():
            return "dead ReLUs"
    return "healthy"
