#%% wrong: normal distribution's 1.96 instead of t
def mean_and_interval(values):
    values = torch.as_tensor(values, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two values")
    return values.mean().item(), 1.96 * values.std().item() / math.sqrt(n)

#%% wrong: standard deviation with n instead of n - 1
def t_quantile(share, dof):
    constant = math.exp(math.lgamma((dof + 1) / 2) - math.lgamma(dof / 2)) / math.sqrt(dof * math.pi)

    def density(x):
        return constant * (1 + x * x / dof) ** (-(dof + 1) / 2)

    def area(t, steps=1000):
        h = t / steps
        total = density(0.0) + density(t)
        for i in range(1, steps):
            total += (4 if i % 2 else 2) * density(i * h)
        return total * h / 3

    low, high = 0.0, 100.0
    for _ in range(50):
        middle = (low + high) / 2
        if 0.5 + area(middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def mean_and_interval(values):
    values = [float(v) for v in values]
    n = len(values)
    if n < 2:
        raise ValueError("at least two values")
    mean = sum(values) / n
    std = math.sqrt(sum((v - mean) ** 2 for v in values) / n)
    return mean, t_quantile(0.975, n - 1) * std / math.sqrt(n)

#%% wrong: 95 % quantile of one side (0.95 instead of 0.975)
def t_quantile(share, dof):
    constant = math.exp(math.lgamma((dof + 1) / 2) - math.lgamma(dof / 2)) / math.sqrt(dof * math.pi)

    def density(x):
        return constant * (1 + x * x / dof) ** (-(dof + 1) / 2)

    def area(t, steps=1000):
        h = t / steps
        total = density(0.0) + density(t)
        for i in range(1, steps):
            total += (4 if i % 2 else 2) * density(i * h)
        return total * h / 3

    low, high = 0.0, 100.0
    for _ in range(50):
        middle = (low + high) / 2
        if 0.5 + area(middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def mean_and_interval(values):
    values = [float(v) for v in values]
    n = len(values)
    if n < 2:
        raise ValueError("at least two values")
    mean = sum(values) / n
    std = math.sqrt(sum((v - mean) ** 2 for v in values) / (n - 1))
    return mean, t_quantile(0.95, n - 1) * std / math.sqrt(n)

#%% wrong: n degrees of freedom instead of n - 1
def t_quantile(share, dof):
    constant = math.exp(math.lgamma((dof + 1) / 2) - math.lgamma(dof / 2)) / math.sqrt(dof * math.pi)

    def density(x):
        return constant * (1 + x * x / dof) ** (-(dof + 1) / 2)

    def area(t, steps=1000):
        h = t / steps
        total = density(0.0) + density(t)
        for i in range(1, steps):
            total += (4 if i % 2 else 2) * density(i * h)
        return total * h / 3

    low, high = 0.0, 100.0
    for _ in range(50):
        middle = (low + high) / 2
        if 0.5 + area(middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def mean_and_interval(values):
    values = [float(v) for v in values]
    n = len(values)
    if n < 2:
        raise ValueError("at least two values")
    mean = sum(values) / n
    std = math.sqrt(sum((v - mean) ** 2 for v in values) / (n - 1))
    return mean, t_quantile(0.975, n) * std / math.sqrt(n)

#%% wrong: not divided by the root of n
def t_quantile(share, dof):
    constant = math.exp(math.lgamma((dof + 1) / 2) - math.lgamma(dof / 2)) / math.sqrt(dof * math.pi)

    def density(x):
        return constant * (1 + x * x / dof) ** (-(dof + 1) / 2)

    def area(t, steps=1000):
        h = t / steps
        total = density(0.0) + density(t)
        for i in range(1, steps):
            total += (4 if i % 2 else 2) * density(i * h)
        return total * h / 3

    low, high = 0.0, 100.0
    for _ in range(50):
        middle = (low + high) / 2
        if 0.5 + area(middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def mean_and_interval(values):
    values = [float(v) for v in values]
    n = len(values)
    if n < 2:
        raise ValueError("at least two values")
    mean = sum(values) / n
    std = math.sqrt(sum((v - mean) ** 2 for v in values) / (n - 1))
    return mean, t_quantile(0.975, n - 1) * std

#%% wrong: one value gives an interval of 0 instead of ValueError
def t_quantile(share, dof):
    constant = math.exp(math.lgamma((dof + 1) / 2) - math.lgamma(dof / 2)) / math.sqrt(dof * math.pi)

    def density(x):
        return constant * (1 + x * x / dof) ** (-(dof + 1) / 2)

    def area(t, steps=1000):
        h = t / steps
        total = density(0.0) + density(t)
        for i in range(1, steps):
            total += (4 if i % 2 else 2) * density(i * h)
        return total * h / 3

    low, high = 0.0, 100.0
    for _ in range(50):
        middle = (low + high) / 2
        if 0.5 + area(middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def mean_and_interval(values):
    values = [float(v) for v in values]
    n = len(values)
    if n == 0:
        raise ValueError("no values")
    mean = sum(values) / n
    if n == 1:
        return mean, 0.0
    std = math.sqrt(sum((v - mean) ** 2 for v in values) / (n - 1))
    return mean, t_quantile(0.975, n - 1) * std / math.sqrt(n)
