#%% right: append the next weight
def gradient_descent(slope, start, learning_rate, steps):
    weights = [start]
    for _ in range(steps):
        weights.append(weights[-1] - learning_rate * slope(weights[-1]))
    return weights


#%% right: a weight that moves, noted after each step
def gradient_descent(slope, start, learning_rate, steps):
    weight = start
    path = [weight]
    for step in range(steps):
        weight -= learning_rate * slope(weight)
        path.append(weight)
    return path


#%% right: noted before each step, and the last one at the end
def gradient_descent(slope, start, learning_rate, steps):
    path, weight = [], start
    for _ in range(steps):
        path += [weight]
        weight = weight - slope(weight) * learning_rate
    return [*path, weight]


#%% right: calls itself
def gradient_descent(slope, start, learning_rate, steps):
    if steps == 0:
        return [start]
    return [start] + gradient_descent(slope, start - learning_rate * slope(start), learning_rate, steps - 1)


#%% right: accumulate
from itertools import accumulate


def gradient_descent(slope, start, learning_rate, steps):
    return list(accumulate(range(steps), lambda w, _: w - learning_rate * slope(w), initial=start))


#%% right: a while loop that counts the weights
def gradient_descent(slope, start, learning_rate, steps):
    weights = [float(start)]
    while len(weights) < steps + 1:
        now = weights[len(weights) - 1]
        weights.append(now + learning_rate * -slope(now))
    return weights


#%% right: a tensor filled place by place, then a list
def gradient_descent(slope, start, learning_rate, steps):
    weights = torch.zeros(steps + 1, dtype=torch.float64)
    weights[0] = start
    for i in range(steps):
        weights[i + 1] = weights[i] - learning_rate * slope(weights[i])
    return weights.tolist()


#%% wrong: the start is forgotten | The start is missing
def gradient_descent(slope, start, learning_rate, steps):
    weights = []
    weight = start
    for _ in range(steps):
        weight = weight - learning_rate * slope(weight)
        weights.append(weight)
    return weights


#%% wrong: one step too many | One step too many
def gradient_descent(slope, start, learning_rate, steps):
    weights = [start]
    for _ in range(steps + 1):
        weights.append(weights[-1] - learning_rate * slope(weights[-1]))
    return weights


#%% wrong: the last weight is not noted | The last weight is missing
def gradient_descent(slope, start, learning_rate, steps):
    weights, weight = [], start
    for _ in range(steps):
        weights.append(weight)
        weight = weight - learning_rate * slope(weight)
    return weights


#%% wrong: range starts at 1 | One step too few
def gradient_descent(slope, start, learning_rate, steps):
    weights = [start]
    for _ in range(1, steps):
        weights.append(weights[-1] - learning_rate * slope(weights[-1]))
    return weights


#%% wrong: after the first step, and one step too far | begins after the first step
def gradient_descent(slope, start, learning_rate, steps):
    weight, weights = start, []
    for _ in range(steps + 1):
        weight = weight - learning_rate * slope(weight)
        weights.append(weight)
    return weights


#%% wrong: uphill | uphill
def gradient_descent(slope, start, learning_rate, steps):
    weights = [start]
    for _ in range(steps):
        weights.append(weights[-1] + learning_rate * slope(weights[-1]))
    return weights


#%% wrong: only the last weight | Only the last weight
def gradient_descent(slope, start, learning_rate, steps):
    for _ in range(steps):
        start = start - learning_rate * slope(start)
    return start


#%% wrong: the rate is ignored | The learning rate has no effect
def gradient_descent(slope, start, learning_rate, steps):
    weights = [start]
    for _ in range(steps):
        weights.append(weights[-1] - slope(weights[-1]))
    return weights


#%% wrong: the lesson's rate | always takes a learning rate of 0.2
def gradient_descent(slope, start, learning_rate, steps):
    weights = [start]
    for _ in range(steps):
        weights.append(weights[-1] - 0.2 * slope(weights[-1]))
    return weights


#%% wrong: the slope is asked for once | uses the slope at the start
def gradient_descent(slope, start, learning_rate, steps):
    weights = [start]
    step = learning_rate * slope(start)
    for _ in range(steps):
        weights.append(weights[-1] - step)
    return weights


#%% wrong: starts at 0 | always starts at 0
def gradient_descent(slope, start, learning_rate, steps):
    weights = [0.0]
    for _ in range(steps):
        weights.append(weights[-1] - learning_rate * slope(weights[-1]))
    return weights


#%% wrong: the lesson's slope | Call slope(weight) of the argument
def gradient_descent(slope, start, learning_rate, steps):
    weights = [start]
    for _ in range(steps):
        weights.append(weights[-1] - learning_rate * 2 * (weights[-1] - 3))
    return weights


#%% wrong: the slopes on the way | Those are slopes
def gradient_descent(slope, start, learning_rate, steps):
    slopes = []
    for _ in range(steps):
        slopes.append(slope(start))
        start = start - learning_rate * slopes[-1]
    return slopes


#%% wrong: the step takes the weight's place | the step alone
def gradient_descent(slope, start, learning_rate, steps):
    weights = [start]
    for _ in range(steps):
        weights.append(-learning_rate * slope(weights[-1]))
    return weights


#%% wrong: begins at the start again and again | every step begins at start again
def gradient_descent(slope, start, learning_rate, steps):
    weights = [start]
    for _ in range(steps):
        weights.append(start - learning_rate * slope(start))
    return weights


#%% wrong: a list of tensors | The list holds tensors
def gradient_descent(slope, start, learning_rate, steps):
    weight = torch.tensor(start)
    weights = [weight]
    for _ in range(steps):
        weight = weight - learning_rate * slope(weight)
        weights.append(weight)
    return weights


#%% wrong: one tensor | a tensor came
def gradient_descent(slope, start, learning_rate, steps):
    weights = torch.zeros(steps + 1)
    weights[0] = start
    for i in range(steps):
        weights[i + 1] = weights[i] - learning_rate * slope(weights[i])
    return weights


#%% wrong: takes the slope for a number | Read the message
def gradient_descent(slope, start, learning_rate, steps):
    weights = [start]
    for _ in range(steps):
        weights.append(weights[-1] - learning_rate * slope)
    return weights


#%% wrong: asks autograd for the slope of the slope | Read the message
def gradient_descent(slope, start, learning_rate, steps):
    weights = [start]
    for _ in range(steps):
        weight = torch.tensor(weights[-1], requires_grad=True)
        slope(weight).sum().item().backward()
        weights.append(weights[-1] - learning_rate * weight.grad.item())
    return weights


#%% wrong: stops where it is nearly level | Begin a list with start
def gradient_descent(slope, start, learning_rate, steps):
    weights = [start]
    while abs(slope(weights[-1])) > 0.5 and len(weights) <= steps:
        weights.append(weights[-1] - learning_rate * slope(weights[-1]))
    return weights


#%% wrong: no return | returned None
def gradient_descent(slope, start, learning_rate, steps):
    weights = [start]
    for _ in range(steps):
        weights.append(weights[-1] - learning_rate * slope(weights[-1]))


#%% wrong: a generator | A list of floats is wanted
def gradient_descent(slope, start, learning_rate, steps):
    yield start
    for _ in range(steps):
        start = start - learning_rate * slope(start)
        yield start
