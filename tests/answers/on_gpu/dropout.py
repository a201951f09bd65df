#%% right: the mask where x is
from course_utils.training import pick_device

pick_device()


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = (torch.rand(x.shape, device=x.device) >= p).float()
    return x * mask / (1 - p)


#%% wrong: the mask on the device | A check hands in tensors on the CPU: work on the device of the input
from course_utils.training import pick_device

device = pick_device()


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = (torch.rand(x.shape, device=device) >= p).float()
    return x * mask / (1 - p)
