#%% right: in place, without gradients
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                continue
            v.mul_(momentum).add_(p.grad)
            p.sub_(learning_rate * v)


#%% right: through .data, with operators
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    for parameter, velocity in zip(parameters, velocities, strict=True):
        if parameter.grad is not None:
            velocity *= momentum
            velocity += parameter.grad
            parameter.data -= learning_rate * velocity


#%% right: a decorator, indices and copy_
@torch.no_grad()
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    for i in range(len(parameters)):
        gradient = parameters[i].grad
        if gradient is None:
            continue
        velocities[i].copy_(momentum * velocities[i] + gradient)
        parameters[i].copy_(parameters[i] - learning_rate * velocities[i])


#%% right: all velocities first, then all parameters, by assigning into slices
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    pairs = zip(parameters, velocities, strict=True)
    moving = [(p, v) for p, v in pairs if p.grad is not None]
    with torch.no_grad():
        for p, v in moving:
            v[...] = v * momentum + p.grad
        for p, v in moving:
            p[...] = p - v * learning_rate


#%% right: detached views of the parameters, from the last to the first
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    for parameter, velocity in zip(reversed(parameters), reversed(velocities), strict=True):
        if parameter.grad is None:
            continue
        torch.add(parameter.grad, velocity, alpha=momentum, out=velocity)
        parameter.detach().add_(velocity, alpha=-learning_rate)


#%% wrong: uphill | uphill
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                continue
            v.mul_(momentum).add_(p.grad)
            p += learning_rate * v


#%% wrong: the rate in the velocity | The rate is inside the velocity
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                continue
            v.mul_(momentum).add_(learning_rate * p.grad)
            p -= v


#%% wrong: a running mean of gradients | The gradient is weighted
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                continue
            v.mul_(momentum).add_((1 - momentum) * p.grad)
            p -= learning_rate * v


#%% wrong: the parameter first | the old velocity
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                continue
            p -= learning_rate * v
            v.mul_(momentum).add_(p.grad)


#%% wrong: the velocity is kept and not used | by the gradient alone
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                continue
            v.mul_(momentum).add_(p.grad)
            p -= learning_rate * p.grad


#%% wrong: momentum not used | The momentum has no effect
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                continue
            v += p.grad
            p -= learning_rate * v


#%% wrong: plain gradient descent | The velocities stay 0
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p in parameters:
            if p.grad is not None:
                p -= learning_rate * p.grad


#%% wrong: a new velocity that is forgotten | The velocities stay 0
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                continue
            v = momentum * v + p.grad
            p -= learning_rate * v


#%% wrong: a new parameter that is forgotten | The parameters did not change
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                continue
            v.mul_(momentum).add_(p.grad)
            p = p - learning_rate * v


#%% wrong: both new, both forgotten | in place
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    for p, v in zip(parameters, velocities, strict=True):
        if p.grad is None:
            continue
        v = momentum * v + p.grad
        p = p - learning_rate * v


#%% wrong: returns new lists | in place
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    new_parameters, new_velocities = [], []
    for p, v in zip(parameters, velocities, strict=True):
        if p.grad is not None:
            v = momentum * v + p.grad
            p = p.detach() - learning_rate * v
        new_parameters.append(p)
        new_velocities.append(v)
    return new_parameters, new_velocities


#%% wrong: new velocities in the list | hold other tensors
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for i, p in enumerate(parameters):
            if p.grad is None:
                continue
            velocities[i] = momentum * velocities[i] + p.grad
            p -= learning_rate * velocities[i]


#%% wrong: new parameters in the list | hold other tensors
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for i, v in enumerate(velocities):
            if parameters[i].grad is None:
                continue
            v.mul_(momentum).add_(parameters[i].grad)
            parameters[i] = nn.Parameter(parameters[i] - learning_rate * v)


#%% wrong: no torch.no_grad() | under `with torch.no_grad():`
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    for p, v in zip(parameters, velocities, strict=True):
        if p.grad is None:
            continue
        v.mul_(momentum).add_(p.grad)
        p -= learning_rate * v


#%% wrong: takes for granted that each parameter has a gradient | A gradient is None
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            v.mul_(momentum).add_(p.grad)
            p -= learning_rate * v


#%% wrong: no gradient taken for a gradient of zero | goes on moving
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            gradient = torch.zeros_like(p) if p.grad is None else p.grad
            v.mul_(momentum).add_(gradient)
            p -= learning_rate * v


#%% wrong: without a gradient the velocity shrinks and still moves the parameter | goes on moving
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            v *= momentum
            if p.grad is not None:
                v += p.grad
            p -= learning_rate * v


#%% wrong: without a gradient the old velocity still moves the parameter | goes on moving
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is not None:
                v.mul_(momentum).add_(p.grad)
            p -= learning_rate * v


#%% wrong: ends at the first parameter without a gradient | continue
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                return
            v.mul_(momentum).add_(p.grad)
            p -= learning_rate * v


#%% wrong: clears the gradients too | Clearing them is not
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                continue
            v.mul_(momentum).add_(p.grad)
            p -= learning_rate * v
            p.grad.zero_()


#%% wrong: adds the velocity into the gradient | write into the gradient
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                continue
            p.grad += momentum * v
            v.copy_(p.grad)
            p -= learning_rate * v


#%% wrong: Nesterov's momentum | First the velocity
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                continue
            v.mul_(momentum).add_(p.grad)
            p -= learning_rate * (p.grad + momentum * v)


#%% wrong: hands torch's optimiser on | Handing it on
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    torch.optim.SGD(parameters, lr=learning_rate, momentum=momentum).step()


#%% wrong: the velocity shrinks where there is no gradient | yours is multiplied by momentum
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            v *= momentum
            if p.grad is None:
                continue
            v += p.grad
            p -= learning_rate * v


#%% wrong: the velocity is forgotten where there is no gradient | yours is set to 0
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                v.zero_()
                continue
            v.mul_(momentum).add_(p.grad)
            p -= learning_rate * v


#%% wrong: the velocity shrinks where there is no gradient, and nowhere else | both stay as they are
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                v *= momentum
                continue
            v += p.grad
            p -= learning_rate * v


#%% wrong: the gradient is multiplied by the rate | write into the gradient
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                continue
            v.mul_(momentum).add_(p.grad)
            p -= learning_rate * v
            p.grad *= learning_rate


#%% wrong: takes a sum with a gradient of None | A gradient is None
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            v.copy_(momentum * v + p.grad)
            p -= learning_rate * v


#%% wrong: the first velocity is the gradient itself | share their memory
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities, strict=True):
            if p.grad is None:
                continue
            if not v.any():
                v.data = p.grad
            else:
                v.mul_(momentum).add_(p.grad)
            p -= learning_rate * v
