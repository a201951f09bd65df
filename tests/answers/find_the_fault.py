#%% right: on a copy, four questions in turn
import copy


def find_the_fault(model, images, labels):
    if not all(parameter.requires_grad for parameter in model.parameters()):
        return "frozen layer"
    if not all(module.training for module in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    gradients = [parameter.grad for parameter in twin.parameters()]
    if any(gradient is None for gradient in gradients):
        return "detached features"
    if not all(gradient.any() for gradient in gradients):
        return "dead ReLUs"
    return "healthy"


#%% right: without a copy, autograd.grad and a functional call with buffers of its own
from torch.func import functional_call


def find_the_fault(model, images, labels):
    modes = {type(module).__name__: module.training for module in model.modules() if not module.training}
    if modes:
        return "batch norm in eval"
    parameters = list(model.parameters())
    if any(not p.requires_grad for p in parameters):
        return "frozen layer"
    buffers = {name: buffer.clone() for name, buffer in model.named_buffers()}
    loss = nn.functional.cross_entropy(functional_call(model, buffers, (images,)), labels)
    gradients = torch.autograd.grad(loss, parameters, allow_unused=True)
    if None in [g if g is None else "there" for g in gradients]:
        return "detached features"
    if min(g.abs().max().item() for g in gradients) == 0:
        return "dead ReLUs"
    return "healthy"


#%% right: on the model itself, and all put back
def find_the_fault(model, images, labels):
    old = [parameter.grad for parameter in model.parameters()]
    state = {name: value.clone() for name, value in model.state_dict().items()}
    for parameter in model.parameters():
        parameter.grad = None
    nn.CrossEntropyLoss()(model(images), labels).backward()
    new = [(p.requires_grad, p.grad) for p in model.parameters()]
    model.load_state_dict(state)
    for parameter, gradient in zip(model.parameters(), old):
        parameter.grad = gradient
    if not all(needs for needs, _ in new):
        return "frozen layer"
    if any(gradient is None for _, gradient in new):
        return "detached features"
    if any(float(gradient.norm()) < 1e-6 for _, gradient in new):
        return "dead ReLUs"
    for module in model.modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm) and not module.training:
            return "batch norm in eval"
    return "healthy"


#%% right: a dict of signs on a copy, layer by layer, batch norm by its running averages
from copy import deepcopy


def find_the_fault(model, images, labels):
    twin = deepcopy(model)
    (-twin(images).log_softmax(dim=1)[range(len(labels)), labels].mean()).backward()
    signs = {"frozen layer": 0, "batch norm in eval": 0, "detached features": 0, "dead ReLUs": 0}
    for module in twin.modules():
        if hasattr(module, "running_mean") and not module.training:
            signs["batch norm in eval"] += 1
        for parameter in module.parameters(recurse=False):
            if not parameter.requires_grad:
                signs["frozen layer"] += 1
            elif parameter.grad is None:
                signs["detached features"] += 1
            elif (parameter.grad == 0).all():
                signs["dead ReLUs"] += 1
    return next((fault for fault, times in signs.items() if times), "healthy")


#%% right: batch norm in eval by averages that do not move
import copy


def find_the_fault(model, images, labels):
    twin = copy.deepcopy(model)
    for parameter in twin.parameters():
        if not parameter.requires_grad:
            return "frozen layer"
    before = {name: b.clone() for name, b in twin.named_buffers() if name.endswith("running_mean")}
    loss = F.cross_entropy(twin(images), labels)
    after = dict(twin.named_buffers())
    loss.backward()
    largest = [-1 if p.grad is None else p.grad.abs().max() for p in twin.parameters()]
    if min(largest) == -1:
        return "detached features"
    if min(largest) == 0:
        return "dead ReLUs"
    if any(torch.equal(before[name], after[name]) for name in before):
        return "batch norm in eval"
    return "healthy"


#%% wrong: asks for None first | Ask requires_grad before
import copy


def find_the_fault(model, images, labels):
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    if any(not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: no gradient is called frozen | Detached features leave gradients of None too
import copy


def find_the_fault(model, images, labels):
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None for p in twin.parameters()):
        return "frozen layer"
    if any(not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: hooks on nn.ReLU | Not every ReLU is a layer
import copy


def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    outputs = []
    for module in twin.modules():
        if isinstance(module, nn.ReLU):
            module.register_forward_hook(lambda m, x, y: outputs.append(y))
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    if any((y == 0).all() for y in outputs):
        return "dead ReLUs"
    return "healthy"


#%% wrong: nn.BatchNorm2d only | other than nn.BatchNorm2d
import copy


def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(isinstance(m, nn.BatchNorm2d) and not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    if any(not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: asks the model for its mode | each module has its own
import copy


def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if not model.training:
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    if any(not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: old gradients are not cleared | Gradients of an earlier step
def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    F.cross_entropy(model(images), labels).backward()
    if any(p.grad is None for p in model.parameters()):
        return "detached features"
    if any(not p.grad.any() for p in model.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: looks at the first parameter only | does not speak for all
import copy


def find_the_fault(model, images, labels):
    if not next(model.parameters()).requires_grad:
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    gradient = next(twin.parameters()).grad
    if gradient is None:
        return "detached features"
    return "healthy" if gradient.any() else "dead ReLUs"


#%% wrong: a gradient of 0 is not looked for | Dead ReLUs are missed
import copy


def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    return "healthy"


#%% wrong: None and 0 are one | are two things
import copy


def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None or not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: all parameters have to be frozen | any and not all
import copy


def find_the_fault(model, images, labels):
    if all(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None and p.requires_grad for p in twin.parameters()):
        return "detached features"
    if any(p.grad is not None and not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: looks for Detach and eval in the printed model | On a copy
def find_the_fault(model, images, labels):
    text = repr(model).lower()
    if "detach" in text:
        return "detached features"
    if "batchnorm" in text and "eval" in text:
        return "batch norm in eval"
    return "healthy"


#%% wrong: the forward pass runs on the model itself, gradients are put back | running averages
def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    loss = F.cross_entropy(model(images), labels)
    gradients = torch.autograd.grad(loss, list(model.parameters()), allow_unused=True)
    if any(g is None for g in gradients):
        return "detached features"
    if any(not g.any() for g in gradients):
        return "dead ReLUs"
    return "healthy"


#%% wrong: clears the model's own gradients | gradients are others than before
import copy


def find_the_fault(model, images, labels):
    model.zero_grad()
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    if any(not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: leaves the model in train mode throughout | another mode than before
import copy


def find_the_fault(model, images, labels):
    in_eval = [m for m in model.modules() if not m.training]
    model.train()
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if in_eval:
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    if any(not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: leaves hooks behind | Hooks are left on the model
import copy


def find_the_fault(model, images, labels):
    seen = []
    for module in model.modules():
        module.register_forward_hook(lambda m, x, y: seen.append(y))
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    if any(not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: thaws what is frozen | requires_grad has changed
import copy


def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        model.requires_grad_(True)
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    if any(not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: takes a step to see what moves | weights have changed
import copy


def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    with torch.no_grad():
        for own, other in zip(model.parameters(), twin.parameters()):
            if other.grad is not None:
                own -= 0.1 * other.grad
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    if any(not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: a word of its own | One of five strings
def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen"
    return "fine"


#%% wrong: no return where all is well | returned None
import copy


def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    if any(not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"


#%% wrong: all parameters have to be frozen, and a frozen one is called detached | for any parameter, not for all
import copy


def find_the_fault(model, images, labels):
    if all(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    twin.zero_grad()
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    if any(not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: all modules have to be in eval mode | any of them is in eval mode
import copy


def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if all(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    twin.zero_grad()
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    if any(not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: all batch norms have to be in eval mode | also where others are in train mode
import copy


def find_the_fault(model, images, labels):
    kinds = (nn.BatchNorm1d, nn.BatchNorm2d)
    norms = [m for m in model.modules() if isinstance(m, kinds)]
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if norms and all(not m.training for m in norms):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    twin.zero_grad()
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    if any(not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: all gradients have to be None | some of the parameters, not all
import copy


def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    twin.zero_grad()
    F.cross_entropy(twin(images), labels).backward()
    if all(p.grad is None for p in twin.parameters()):
        return "detached features"
    if any(p.grad is not None and not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: all gradients have to be 0 | some parameters, not all
import copy


def find_the_fault(model, images, labels):
    if any(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if any(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    twin.zero_grad()
    F.cross_entropy(twin(images), labels).backward()
    if any(p.grad is None for p in twin.parameters()):
        return "detached features"
    if all(not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"


#%% wrong: all in place of any throughout | Every model is called healthy
import copy


def find_the_fault(model, images, labels):
    if all(not p.requires_grad for p in model.parameters()):
        return "frozen layer"
    if all(not m.training for m in model.modules()):
        return "batch norm in eval"
    twin = copy.deepcopy(model)
    twin.zero_grad()
    F.cross_entropy(twin(images), labels).backward()
    if all(p.grad is None for p in twin.parameters()):
        return "detached features"
    if all(p.grad is not None and not p.grad.any() for p in twin.parameters()):
        return "dead ReLUs"
    return "healthy"
