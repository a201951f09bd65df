#%% right: two tensors, grad set to None
def fit_line(x, y, learning_rate, steps):
    slope = torch.tensor(0.0, requires_grad=True)
    intercept = torch.tensor(0.0, requires_grad=True)
    for _ in range(steps):
        loss = ((slope * x + intercept - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            slope -= learning_rate * slope.grad
            intercept -= learning_rate * intercept.grad
        slope.grad = None
        intercept.grad = None
    return slope.item(), intercept.item()


#%% right: one tensor of two weights and a column of ones, zero_
def fit_line(x, y, learning_rate, steps):
    inputs = torch.stack([x, torch.ones_like(x)], dim=1)
    weights = torch.zeros(2, requires_grad=True)
    for _ in range(steps):
        F.mse_loss(inputs @ weights, y).backward()
        with torch.no_grad():
            weights -= learning_rate * weights.grad
            weights.grad.zero_()
    return tuple(weights.tolist())


#%% right: torch's SGD from a start by chance
def fit_line(x, y, learning_rate, steps):
    slope = torch.randn(1, requires_grad=True)
    intercept = torch.randn(1, requires_grad=True)
    optimizer = torch.optim.SGD([slope, intercept], lr=learning_rate)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(slope * x + intercept, y)
        loss.backward()
        optimizer.step()
    return slope.item(), intercept.item()


#%% right: a dense layer of one number
def fit_line(x, y, learning_rate, steps):
    line = nn.Linear(1, 1)
    for _ in range(steps):
        loss = ((line(x[:, None])[:, 0] - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for p in line.parameters():
                p -= learning_rate * p.grad
        line.zero_grad()
    return line.weight.item(), line.bias.item()


#%% right: new tensors every step, so that nothing need be cleared
def fit_line(x, y, learning_rate, steps):
    slope, intercept = 0.0, 0.0
    for _ in range(steps):
        a = torch.tensor(slope, requires_grad=True)
        b = torch.tensor(intercept, requires_grad=True)
        (a * x + b - y).square().mean().backward()
        slope -= learning_rate * a.grad.item()
        intercept -= learning_rate * b.grad.item()
    return slope, intercept


#%% right: torch.autograd.grad and detach
def fit_line(x, y, learning_rate, steps):
    weights = torch.zeros(2, requires_grad=True)
    for _ in range(steps):
        loss = ((weights[0] * x + weights[1] - y) ** 2).mean()
        (gradient,) = torch.autograd.grad(loss, weights)
        weights = (weights - learning_rate * gradient).detach().requires_grad_()
    return float(weights[0]), float(weights[1])


#%% right: half the mean squared error, through .data
def fit_line(x, y, learning_rate, steps):
    slope = nn.Parameter(torch.zeros(1))
    intercept = nn.Parameter(torch.zeros(1))
    for _ in range(steps):
        loss = 0.5 * ((slope * x + intercept - y) ** 2).mean()
        loss.backward()
        for p in (slope, intercept):
            p.data -= learning_rate * p.grad
            p.grad.zero_()
    return slope.item(), intercept.item()


#%% right: torch.func.grad
def fit_line(x, y, learning_rate, steps):
    def loss(weights):
        return ((weights[0] * x + weights[1] - y) ** 2).mean()

    weights = torch.zeros(2)
    for _ in range(steps):
        weights = weights - learning_rate * torch.func.grad(loss)(weights)
    return weights[0].item(), weights[1].item()


#%% wrong: the gradients are not cleared | not cleared
def fit_line(x, y, learning_rate, steps):
    slope = torch.tensor(0.0, requires_grad=True)
    intercept = torch.tensor(0.0, requires_grad=True)
    for _ in range(steps):
        loss = ((slope * x + intercept - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            slope -= learning_rate * slope.grad
            intercept -= learning_rate * intercept.grad
    return slope.item(), intercept.item()


#%% wrong: SGD without zero_grad | not cleared
def fit_line(x, y, learning_rate, steps):
    line = nn.Linear(1, 1)
    nn.init.ones_(line.weight)
    nn.init.zeros_(line.bias)
    optimizer = torch.optim.SGD(line.parameters(), lr=learning_rate)
    for _ in range(steps):
        F.mse_loss(line(x[:, None])[:, 0], y).backward()
        optimizer.step()
    return line.weight.item(), line.bias.item()


#%% wrong: only one of the two is cleared | of both weights
def fit_line(x, y, learning_rate, steps):
    slope = torch.tensor(0.0, requires_grad=True)
    intercept = torch.tensor(0.0, requires_grad=True)
    for _ in range(steps):
        ((slope * x + intercept - y) ** 2).mean().backward()
        with torch.no_grad():
            slope -= learning_rate * slope.grad
            intercept -= learning_rate * intercept.grad
        slope.grad = None
    return slope.item(), intercept.item()


#%% wrong: not cleared, from a start by chance | clear the gradients
def fit_line(x, y, learning_rate, steps):
    weights = torch.randn(2, requires_grad=True)
    for _ in range(steps):
        ((weights[0] * x + weights[1] - y) ** 2).mean().backward()
        with torch.no_grad():
            weights -= learning_rate * weights.grad
    return tuple(weights.tolist())


#%% wrong: uphill | uphill
def fit_line(x, y, learning_rate, steps):
    weights = torch.zeros(2, requires_grad=True)
    for _ in range(steps):
        ((weights[0] * x + weights[1] - y) ** 2).mean().backward()
        with torch.no_grad():
            weights += learning_rate * weights.grad
        weights.grad = None
    return tuple(weights.tolist())


#%% wrong: the rate is ignored | Is the argument learning_rate used
def fit_line(x, y, learning_rate, steps):
    weights = torch.zeros(2, requires_grad=True)
    for _ in range(steps):
        ((weights[0] * x + weights[1] - y) ** 2).mean().backward()
        with torch.no_grad():
            weights -= weights.grad
        weights.grad = None
    return tuple(weights.tolist())


#%% wrong: a rate of its own | Use learning_rate
def fit_line(x, y, learning_rate, steps):
    weights = torch.zeros(2, requires_grad=True)
    optimizer = torch.optim.SGD([weights], lr=0.1)
    for _ in range(steps):
        optimizer.zero_grad()
        ((weights[0] * x + weights[1] - y) ** 2).mean().backward()
        optimizer.step()
    return tuple(weights.tolist())


#%% wrong: always a thousand steps | `steps` steps, no more
def fit_line(x, y, learning_rate, steps):
    weights = torch.zeros(2, requires_grad=True)
    for _ in range(1000):
        ((weights[0] * x + weights[1] - y) ** 2).mean().backward()
        with torch.no_grad():
            weights -= learning_rate * weights.grad
        weights.grad = None
    return tuple(weights.tolist())


#%% wrong: one step only | the same after 1, 2 and 3 steps
def fit_line(x, y, learning_rate, steps):
    weights = torch.zeros(2, requires_grad=True)
    ((weights[0] * x + weights[1] - y) ** 2).mean().backward()
    with torch.no_grad():
        weights -= learning_rate * weights.grad
    return tuple(weights.tolist())


#%% wrong: cleared before the step | before the gradients are cleared
def fit_line(x, y, learning_rate, steps):
    weights = torch.zeros(2, requires_grad=True)
    for _ in range(steps):
        ((weights[0] * x + weights[1] - y) ** 2).mean().backward()
        weights.grad.zero_()
        with torch.no_grad():
            weights -= learning_rate * weights.grad
    return tuple(weights.tolist())


#%% wrong: the sum of the squares | Take their mean
def fit_line(x, y, learning_rate, steps):
    weights = torch.zeros(2, requires_grad=True)
    for _ in range(steps):
        ((weights[0] * x + weights[1] - y) ** 2).sum().backward()
        with torch.no_grad():
            weights -= learning_rate * weights.grad
        weights.grad = None
    return tuple(weights.tolist())


#%% wrong: n×1 minus n | n×n
def fit_line(x, y, learning_rate, steps):
    line = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(line.parameters(), lr=learning_rate)
    for _ in range(steps):
        optimizer.zero_grad()
        ((line(x[:, None]) - y) ** 2).mean().backward()
        optimizer.step()
    return line.weight.item(), line.bias.item()


#%% wrong: the intercept is left out | The intercept does not move
def fit_line(x, y, learning_rate, steps):
    slope = torch.tensor(0.0, requires_grad=True)
    for _ in range(steps):
        ((slope * x - y) ** 2).mean().backward()
        with torch.no_grad():
            slope -= learning_rate * slope.grad
        slope.grad = None
    return slope.item(), 0.0


#%% wrong: no step for the slope | The slope does not move
def fit_line(x, y, learning_rate, steps):
    slope = torch.tensor(1.0, requires_grad=True)
    intercept = torch.tensor(0.0, requires_grad=True)
    for _ in range(steps):
        ((slope * x + intercept - y) ** 2).mean().backward()
        with torch.no_grad():
            intercept -= learning_rate * intercept.grad
        intercept.grad = None
    return slope.item(), intercept.item()


#%% wrong: exchanged | the slope comes first
def fit_line(x, y, learning_rate, steps):
    weights = torch.zeros(2, requires_grad=True)
    inputs = torch.stack([torch.ones_like(x), x], dim=1)
    for _ in range(steps):
        ((inputs @ weights - y) ** 2).mean().backward()
        with torch.no_grad():
            weights -= learning_rate * weights.grad
        weights.grad = None
    return weights[0].item(), weights[1].item()


#%% wrong: two tensors | a tensor came
def fit_line(x, y, learning_rate, steps):
    weights = torch.zeros(2, requires_grad=True)
    for _ in range(steps):
        ((weights[0] * x + weights[1] - y) ** 2).mean().backward()
        with torch.no_grad():
            weights -= learning_rate * weights.grad
        weights.grad = None
    return weights[0], weights[1]


#%% wrong: the slopes by hand | no backward pass was run
def fit_line(x, y, learning_rate, steps):
    slope, intercept = 0.0, 0.0
    for _ in range(steps):
        error = slope * x + intercept - y
        slope -= learning_rate * 2 * (error * x).mean().item()
        intercept -= learning_rate * 2 * error.mean().item()
    return slope, intercept


#%% wrong: the formula for the best line | One step gave
def fit_line(x, y, learning_rate, steps):
    slope = ((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum()
    return slope.item(), (y.mean() - slope * x.mean()).item()


#%% wrong: numpy.polyfit | Well found
import numpy as np


def fit_line(x, y, learning_rate, steps):
    slope, intercept = np.polyfit(x.numpy(), y.numpy(), 1)
    return float(slope), float(intercept)


#%% wrong: absolute errors | clear the gradients
def fit_line(x, y, learning_rate, steps):
    weights = torch.zeros(2, requires_grad=True)
    for _ in range(steps):
        (weights[0] * x + weights[1] - y).abs().mean().backward()
        with torch.no_grad():
            weights -= learning_rate * weights.grad
        weights.grad = None
    return tuple(weights.tolist())


#%% wrong: a step without no_grad | Read the message
def fit_line(x, y, learning_rate, steps):
    weights = torch.zeros(2, requires_grad=True)
    for _ in range(steps):
        ((weights[0] * x + weights[1] - y) ** 2).mean().backward()
        weights -= learning_rate * weights.grad
        weights.grad = None
    return tuple(weights.tolist())


#%% wrong: the weights are replaced by new ones | Read the message
def fit_line(x, y, learning_rate, steps):
    weights = torch.zeros(2, requires_grad=True)
    for _ in range(steps):
        ((weights[0] * x + weights[1] - y) ** 2).mean().backward()
        weights = weights - learning_rate * weights.grad
    return tuple(weights.tolist())


#%% wrong: only the loss | two floats
def fit_line(x, y, learning_rate, steps):
    weights = torch.zeros(2, requires_grad=True)
    for _ in range(steps):
        loss = ((weights[0] * x + weights[1] - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            weights -= learning_rate * weights.grad
        weights.grad = None
    return loss.item()
