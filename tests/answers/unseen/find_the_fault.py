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


#%% right: a deep copy, the questions in order
import copy


def find_the_fault(model, images, labels):
    """What is wrong with a model, or "healthy"; the model stays as it is."""
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not module.training for module in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    gradients = [p.grad for p in twin.parameters()]
    if any(g is None for g in gradients):
        return "detached features"
    if any((g == 0).all() for g in gradients):
        return "dead ReLUs"
    return "healthy"

#%% right: on the model itself, everything put back afterwards
def find_the_fault(model, images, labels):
    for parameter in model.parameters():
        if not parameter.requires_grad:
            return "frozen layer"
    for layer in model.modules():
        if isinstance(layer, nn.modules.batchnorm._BatchNorm) and not layer.training:
            return "batch norm in eval"
    old_grads = [p.grad for p in model.parameters()]
    old_buffers = [b.clone() for b in model.buffers()]
    try:
        for p in model.parameters():
            p.grad = None
        nn.CrossEntropyLoss()(model(images), labels).backward()
        new_grads = [p.grad for p in model.parameters()]
    finally:
        for p, grad in zip(model.parameters(), old_grads):
            p.grad = grad
        with torch.no_grad():
            for buffer, old in zip(model.buffers(), old_buffers):
                buffer.copy_(old)
    for grad in new_grads:
        if grad is None:
            return "detached features"
    for grad in new_grads:
        if grad.abs().max().item() == 0:
            return "dead ReLUs"
    return "healthy"

#%% right: deep copy and torch.autograd.grad, with helpers
from copy import deepcopy


def gradients_of(model, images, labels):
    twin = deepcopy(model)
    loss = F.cross_entropy(twin(images), labels)
    return torch.autograd.grad(loss, list(twin.parameters()), allow_unused=True)


def find_the_fault(model, images, labels):
    norms = [m for m in model.modules() if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d))]
    if not all(p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if not all(norm.training for norm in norms):
        return "batch norm in eval"
    sizes = [None if g is None else g.norm() for g in gradients_of(model, images, labels)]
    if any(size is None for size in sizes):
        return "detached features"
    return "dead ReLUs" if min(sizes) == 0 else "healthy"

#%% wrong: state_dict is not cloned, so the running averages are not put back
def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not module.training for module in model.modules()):
        return "batch norm in eval"
    before = model.state_dict()
    old_grads = [p.grad for p in model.parameters()]
    for p in model.parameters():
        p.grad = None
    F.cross_entropy(model(images), labels).backward()
    gradients = [p.grad for p in model.parameters()]
    for p, old in zip(model.parameters(), old_grads):
        p.grad = old
    model.load_state_dict(before)
    if any(g is None for g in gradients):
        return "detached features"
    if any((g == 0).all() for g in gradients):
        return "dead ReLUs"
    return "healthy"

#%% wrong: looks at BatchNorm2d only, not at BatchNorm1d
import copy


def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d) and not module.training:
            return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    gradients = [p.grad for p in twin.parameters()]
    if any(g is None for g in gradients):
        return "detached features"
    if any((g == 0).all() for g in gradients):
        return "dead ReLUs"
    return "healthy"

#%% wrong: a single gradient of 0 is enough for dead ReLUs
import copy


def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not module.training for module in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    gradients = [p.grad for p in twin.parameters()]
    if any(g is None for g in gradients):
        return "detached features"
    if any((g == 0).any() for g in gradients):
        return "dead ReLUs"
    return "healthy"

#%% wrong: looks at the first parameter's gradient only, a shortcut leads around dead ReLUs
import copy


def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not module.training for module in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    first = next(twin.parameters()).grad
    if first is None:
        return "detached features"
    if (first == 0).all():
        return "dead ReLUs"
    return "healthy"

#%% wrong: watches nn.ReLU layers with hooks, F.relu in forward is not seen
import copy


def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not module.training for module in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    dead = []

    def look(module, inputs, output):
        dead.append(bool((output == 0).all()))

    for module in twin.modules():
        if isinstance(module, nn.ReLU):
            module.register_forward_hook(look)
    F.cross_entropy(twin(images), labels).backward()
    if any(dead):
        return "dead ReLUs"
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    return "healthy"
