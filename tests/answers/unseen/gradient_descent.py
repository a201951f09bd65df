#%% right: list with its last entry
def gradient_descent(slope, start, learning_rate, steps):
    """All weights on the way down, start first."""
    weights = [float(start)]
    for _ in range(steps):
        here = weights[-1]
        weights.append(float(here - learning_rate * slope(here)))
    return weights

#%% right: itertools.accumulate
def gradient_descent(slope, start, learning_rate, steps):
    from itertools import accumulate

    def step(weight, _):
        return float(weight - learning_rate * slope(weight))

    return list(accumulate(range(steps), step, initial=float(start)))

#%% right: NumPy array of all places, filled one by one
import numpy as np


def gradient_descent(slope, start, learning_rate, steps):
    path = np.zeros(steps + 1)
    path[0] = start
    for i in range(1, steps + 1):
        before = float(path[i - 1])
        path[i] = before - learning_rate * float(slope(before))
    return path.tolist()

#%% wrong: steps first and asks afterwards, so 0 steps make one
def gradient_descent(slope, start, learning_rate, steps):
    weights = [float(start)]
    while True:
        weights.append(float(weights[-1] - learning_rate * slope(weights[-1])))
        if len(weights) > steps:
            return weights

#%% wrong: stops when the weight hardly moves, the list is too short then
def gradient_descent(slope, start, learning_rate, steps):
    weights = [float(start)]
    for _ in range(steps):
        new = float(weights[-1] - learning_rate * slope(weights[-1]))
        if abs(new - weights[-1]) < 1e-6:
            break
        weights.append(new)
    return weights

#%% wrong: the slope is asked once, at the start
def gradient_descent(slope, start, learning_rate, steps):
    weights = [float(start)]
    steepness = slope(start)
    for _ in range(steps):
        weights.append(float(weights[-1] - learning_rate * steepness))
    return weights

#%% wrong: the last entry is never filled in, range ends one early
def gradient_descent(slope, start, learning_rate, steps):
    weights = [float(start)] * (steps + 1)
    for i in range(1, steps):
        weights[i] = float(weights[i - 1] - learning_rate * slope(weights[i - 1]))
    return weights

#%% wrong: a list of tensors, not of floats
def gradient_descent(slope, start, learning_rate, steps):
    weight = torch.tensor(start, dtype=torch.float64)
    weights = [weight]
    for _ in range(steps):
        weight = weight - learning_rate * slope(weight)
        weights.append(weight)
    return weights
