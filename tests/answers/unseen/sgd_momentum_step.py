#%% wrong: moving average, gradient weighted with 1 - momentum
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities):
            if p.grad is None:
                continue
            v.mul_(momentum).add_((1 - momentum) * p.grad)
            p.sub_(learning_rate * v)

#%% wrong: velocity only rebound, never kept: right in the first step only
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities):
            if p.grad is None:
                continue
            v = momentum * v + p.grad
            p -= learning_rate * v

#%% wrong: momentum 0.9 built in
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities):
            if p.grad is None:
                continue
            v.mul_(0.9).add_(p.grad)
            p.sub_(learning_rate * v)

#%% wrong: stops at the first parameter without a gradient
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities):
            if p.grad is None:
                break
            v.mul_(momentum).add_(p.grad)
            p.sub_(learning_rate * v)

#%% wrong: a parameter without a gradient still moves by its velocity
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities):
            v.mul_(momentum)
            if p.grad is not None:
                v.add_(p.grad)
            p.sub_(learning_rate * v)

#%% wrong: the rate multiplies the gradient, not the velocity
def sgd_momentum_step(parameters, velocities, learning_rate, momentum):
    with torch.no_grad():
        for p, v in zip(parameters, velocities):
            if p.grad is None:
                continue
            v.mul_(momentum).add_(learning_rate * p.grad)
            p.sub_(v)
