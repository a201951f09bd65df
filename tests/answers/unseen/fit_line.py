#%% right: two tensors, steps by hand
def fit_line(x, y, learning_rate, steps):
    """Slope and intercept of a line through the points, as floats."""
    slope = torch.tensor(0.0, dtype=x.dtype, requires_grad=True)
    intercept = torch.tensor(0.0, dtype=x.dtype, requires_grad=True)
    for _ in range(steps):
        loss = ((slope * x + intercept - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            slope -= learning_rate * slope.grad
            intercept -= learning_rate * intercept.grad
        slope.grad = None
        intercept.grad = None
    return slope.item(), intercept.item()

#%% right: nn.Linear with its own random start, and SGD
def fit_line(x, y, learning_rate, steps):
    line = nn.Linear(1, 1).to(x.dtype)
    optimizer = torch.optim.SGD(line.parameters(), lr=learning_rate)
    inputs, targets = x.reshape(-1, 1), y.reshape(-1, 1)
    for _ in range(steps):
        optimizer.zero_grad()
        F.mse_loss(line(inputs), targets).backward()
        optimizer.step()
    return line.weight.item(), line.bias.item()

#%% right: one tensor of weights, torch.autograd.grad, a matrix product
def fit_line(x, y, learning_rate, steps):
    table = torch.stack([x, torch.ones_like(x)], dim=1)
    weights = torch.zeros(2, dtype=x.dtype, requires_grad=True)
    for _ in range(steps):
        errors = table @ weights - y
        (gradient,) = torch.autograd.grad(errors.square().mean(), weights)
        weights = (weights - learning_rate * gradient).detach().requires_grad_()
    slope, intercept = weights.tolist()
    return slope, intercept

#%% wrong: the sum of the squared errors instead of the mean
def fit_line(x, y, learning_rate, steps):
    slope = torch.tensor(0.0, requires_grad=True)
    intercept = torch.tensor(0.0, requires_grad=True)
    for _ in range(steps):
        loss = ((slope * x + intercept - y) ** 2).sum()
        loss.backward()
        with torch.no_grad():
            slope -= learning_rate * slope.grad
            intercept -= learning_rate * intercept.grad
        slope.grad = None
        intercept.grad = None
    return slope.item(), intercept.item()

#%% wrong: one point a step, not all points
def fit_line(x, y, learning_rate, steps):
    slope = torch.tensor(0.0, requires_grad=True)
    intercept = torch.tensor(0.0, requires_grad=True)
    for step in range(steps):
        i = step % len(x)
        loss = (slope * x[i] + intercept - y[i]) ** 2
        loss.backward()
        with torch.no_grad():
            slope -= learning_rate * slope.grad
            intercept -= learning_rate * intercept.grad
        slope.grad = None
        intercept.grad = None
    return slope.item(), intercept.item()

#%% wrong: answers N x 1 against y with N numbers, every answer meets every y
def fit_line(x, y, learning_rate, steps):
    line = nn.Linear(1, 1).to(x.dtype)
    optimizer = torch.optim.SGD(line.parameters(), lr=learning_rate)
    for _ in range(steps):
        loss = ((line(x[:, None]) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return line.weight.item(), line.bias.item()

#%% wrong: at least 1000 steps, however few were asked for
def fit_line(x, y, learning_rate, steps):
    weights = torch.zeros(2, dtype=x.dtype, requires_grad=True)
    optimizer = torch.optim.SGD([weights], lr=learning_rate)
    for _ in range(max(steps, 1000)):
        optimizer.zero_grad()
        loss = ((weights[0] * x + weights[1] - y) ** 2).mean()
        loss.backward()
        optimizer.step()
    return weights[0].item(), weights[1].item()

#%% wrong: slopes measured with a nudge, no backward pass
def fit_line(x, y, learning_rate, steps):
    x, y = x.double(), y.double()

    def loss_of(slope, intercept):
        return ((slope * x + intercept - y) ** 2).mean().item()

    slope, intercept, nudge = 0.0, 0.0, 1e-6
    for _ in range(steps):
        here = loss_of(slope, intercept)
        slope_grad = (loss_of(slope + nudge, intercept) - here) / nudge
        intercept_grad = (loss_of(slope, intercept + nudge) - here) / nudge
        slope -= learning_rate * slope_grad
        intercept -= learning_rate * intercept_grad
    return slope, intercept
