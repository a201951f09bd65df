#%% right: by the formula of the lesson
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean[:, None, None]) / (var[:, None, None] + self.eps).sqrt()
        return self.weight[:, None, None] * normalised + self.bias[:, None, None]


#%% right: one row for each channel, running averages assigned anew
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.register_parameter("weight", nn.Parameter(torch.full((n_channels,), 1.0)))
        self.register_parameter("bias", nn.Parameter(torch.full((n_channels,), 0.0)))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        n_images, n_channels, height, width = x.shape
        rows = x.transpose(0, 1).reshape(n_channels, -1)
        mean, var = self.running_mean, self.running_var
        if self.training:
            n = n_images * height * width
            mean = rows.sum(dim=1) / n
            var = ((rows - mean.unsqueeze(1)) ** 2).sum(dim=1) / n
            old, new = 1 - self.momentum, self.momentum
            self.running_mean = old * self.running_mean + new * mean.detach()
            self.running_var = old * self.running_var + new * var.detach() * n / (n - 1)
        rows = (rows - mean.unsqueeze(1)) * torch.rsqrt(var + self.eps).unsqueeze(1)
        rows = rows * self.weight.unsqueeze(1) + self.bias.unsqueeze(1)
        return rows.reshape(n_channels, n_images, height, width).transpose(0, 1)


#%% right: var_mean and lerp_, scale and shift joined into one step
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.n_channels, self.momentum, self.eps = n_channels, momentum, eps
        self.weight = nn.Parameter(torch.empty(n_channels))
        self.bias = nn.Parameter(torch.empty(n_channels))
        nn.init.ones_(self.weight)
        nn.init.zeros_(self.bias)
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))
        self.register_buffer("num_batches_tracked", torch.tensor(0))

    def forward(self, x):
        var, mean = self.running_var, self.running_mean
        if self.training:
            var, mean = torch.var_mean(x, dim=(0, 2, 3), correction=0)
            n = x.numel() // self.n_channels
            self.running_mean.lerp_(mean.detach(), self.momentum)
            self.running_var.lerp_(var.detach() * n / (n - 1), self.momentum)
            self.num_batches_tracked += 1
        scale = self.weight / torch.sqrt(var + self.eps)
        shift = self.bias - mean * scale
        return x * scale.view(1, -1, 1, 1) + shift.view(1, -1, 1, 1)


#%% right: channel by channel, with Python's loop
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        maps = []
        for c in range(x.shape[1]):
            channel = x[:, c]
            if self.training:
                mean, var = channel.mean(), channel.var(unbiased=False)
                with torch.no_grad():
                    self.running_mean[c] *= 1 - self.momentum
                    self.running_mean[c] += self.momentum * mean
                    self.running_var[c] *= 1 - self.momentum
                    self.running_var[c] += self.momentum * channel.var()
            else:
                mean, var = self.running_mean[c], self.running_var[c]
            normalised = (channel - mean) / (var + self.eps) ** 0.5
            maps.append(self.weight[c] * normalised + self.bias[c])
        return torch.stack(maps, dim=1)


#%% right: the older form of super, which names the class
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super(BatchNorm2d, self).__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        shape = (1, -1, 1, 1)
        if self.training:
            mean = x.mean((0, 2, 3), keepdim=True)
            var = (x - mean).square().mean((0, 2, 3), keepdim=True)
            share = self.momentum
            with torch.no_grad():
                self.running_mean.mul_(1 - share).add_(share * mean.flatten())
                self.running_var.mul_(1 - share).add_(share * x.var((0, 2, 3)))
        else:
            mean = self.running_mean.reshape(shape)
            var = self.running_var.reshape(shape)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight.reshape(shape) + self.bias.reshape(shape)


#%% right: the formula in a function of one's own, named as torch's
def batch_norm(x, mean, var, weight, bias, eps):
    mean, var, weight, bias = (v.reshape(-1, 1, 1) for v in (mean, var, weight, bias))
    return (x - mean) / (var + eps).sqrt() * weight + bias


class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if not self.training:
            mean, var = self.running_mean, self.running_var
            return batch_norm(x, mean, var, self.weight, self.bias, self.eps)
        mean, var = x.mean(dim=(0, 2, 3)), x.var(dim=(0, 2, 3), unbiased=False)
        with torch.no_grad():
            self.running_mean += self.momentum * (mean - self.running_mean)
            self.running_var += self.momentum * (x.var(dim=(0, 2, 3)) - self.running_var)
        return batch_norm(x, mean, var, self.weight, self.bias, self.eps)


#%% right: an autograd function with the backward pass worked out on paper
class Normalise(torch.autograd.Function):
    @staticmethod
    def forward(context, x, mean, var, eps, own):
        scale = (var + eps).rsqrt().reshape(1, -1, 1, 1)
        normalised = (x - mean.reshape(1, -1, 1, 1)) * scale
        context.save_for_backward(normalised, scale)
        context.own = own
        return normalised

    @staticmethod
    def backward(context, gradient):
        normalised, scale = context.saved_tensors
        if context.own:
            dims = (0, 2, 3)
            along = (gradient * normalised).mean(dim=dims, keepdim=True)
            gradient = gradient - gradient.mean(dim=dims, keepdim=True) - normalised * along
        return gradient * scale, None, None, None, None


class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        mean, var = self.running_mean, self.running_var
        if self.training:
            values = x.detach().transpose(0, 1).flatten(1)
            mean, var = values.mean(dim=1), values.var(dim=1, correction=0)
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(values.var(dim=1), self.momentum)
        normalised = Normalise.apply(x, mean, var, self.eps, self.training)
        return normalised * self.weight.reshape(-1, 1, 1) + self.bias.reshape(-1, 1, 1)


#%% wrong: the unbiased variance for the batch too | The batch is normalised with the unbiased variance
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=True)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: the biased variance for the running average too | running_var takes the biased variance
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=False)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: the two variances exchanged | exchanged
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), correction=1)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), correction=0)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: momentum taken for the share that stays | share of the new batch
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += (1 - self.momentum) * (mean - self.running_mean)
                self.running_var += (1 - self.momentum) * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: momentum is ignored, 0.1 is written in | momentum has no effect
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += 0.1 * (mean - self.running_mean)
                self.running_var += 0.1 * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: eps is ignored, 1e-5 is written in | eps has no effect
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + 1e-5).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: no eps at all | eps has no effect
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1)).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: eps outside the root | under the root
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1).sqrt() + self.eps)
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: divided by the variance | root of the variance
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps)
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: the running averages are never updated | never change
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: no affine step | have no effect
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return normalised


#%% wrong: in train mode the running averages are used | In train mode the running averages are used
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: one mean and variance for all channels | over the channels too
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean()
            var = x.var(unbiased=False)
            with torch.no_grad():
                spread = x.var(unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: the running average of the standard deviation | averages the standard deviation
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.std(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: nothing is reshaped, so that columns are taken for channels | Mean, variance, weight and bias of shape (C,)
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean) / (var + self.eps).sqrt()
        return self.weight * normalised + self.bias


#%% wrong: running averages as parameters | is not learned: register_buffer
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.running_mean = nn.Parameter(torch.zeros(n_channels), requires_grad=False)
        self.running_var = nn.Parameter(torch.ones(n_channels), requires_grad=False)

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: running averages as plain attributes | is a plain attribute
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.running_mean = torch.zeros(n_channels)
        self.running_var = torch.ones(n_channels)

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: weight and bias as buffers | make it an nn.Parameter
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.register_buffer("weight", torch.ones(n_channels))
        self.register_buffer("bias", torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: other names | needs tensors of these names
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.gamma = nn.Parameter(torch.ones(n_channels))
        self.beta = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.gamma.reshape(-1, 1, 1) * normalised + self.beta.reshape(-1, 1, 1)


#%% wrong: the running variance starts at 0 | running_var starts at 1
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.zeros(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: weight drawn at random | weight starts at 1
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.randn(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: forward returns nothing | returned None
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        output = self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: changes its input | in place
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        x -= mean.reshape(-1, 1, 1)
        normalised = x / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: the running averages keep the graph of every batch | detach
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            spread = x.var(dim=(0, 2, 3), unbiased=True)
            old, new = 1 - self.momentum, self.momentum
            self.running_mean = old * self.running_mean + new * mean
            self.running_var = old * self.running_var + new * spread
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean.reshape(-1, 1, 1)) / (var.reshape(-1, 1, 1) + self.eps).sqrt()
        return self.weight.reshape(-1, 1, 1) * normalised + self.bias.reshape(-1, 1, 1)


#%% wrong: the running averages are updated in eval mode too | in eval mode too
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        mean = x.mean(dim=(0, 2, 3))
        var = x.var(dim=(0, 2, 3), unbiased=False)
        with torch.no_grad():
            spread = x.var(dim=(0, 2, 3), unbiased=True)
            self.running_mean += self.momentum * (mean - self.running_mean)
            self.running_var += self.momentum * (spread - self.running_var)
        if not self.training:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean[:, None, None]) / (var[:, None, None] + self.eps).sqrt()
        return self.weight[:, None, None] * normalised + self.bias[:, None, None]


#%% wrong: in eval mode the statistics of the batch | In eval mode the batch's own
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        mean = x.mean(dim=(0, 2, 3))
        var = x.var(dim=(0, 2, 3), unbiased=False)
        if self.training:
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        normalised = (x - mean[:, None, None]) / (var[:, None, None] + self.eps).sqrt()
        return self.weight[:, None, None] * normalised + self.bias[:, None, None]


#%% wrong: mean and variance of each image alone | each image alone
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(2, 3), keepdim=True)
            var = x.var(dim=(2, 3), keepdim=True, unbiased=False)
            with torch.no_grad():
                middle, spread = x.mean(dim=(0, 2, 3)), x.var(dim=(0, 2, 3))
                self.running_mean += self.momentum * (middle - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean[:, None, None], self.running_var[:, None, None]
        normalised = (x - mean) / (var + self.eps).sqrt()
        return self.weight[:, None, None] * normalised + self.bias[:, None, None]


#%% wrong: mean and variance of each pixel | each pixel
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=0)
            var = x.var(dim=0, unbiased=False)
            with torch.no_grad():
                middle, spread = x.mean(dim=(0, 2, 3)), x.var(dim=(0, 2, 3))
                self.running_mean += self.momentum * (middle - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean[:, None, None], self.running_var[:, None, None]
        normalised = (x - mean) / (var + self.eps).sqrt()
        return self.weight[:, None, None] * normalised + self.bias[:, None, None]


#%% wrong: running averages of each image alone do not fit the next batch | Read the message
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        mean, var = self.running_mean[:, None, None], self.running_var[:, None, None]
        if self.training:
            mean = x.mean(dim=(2, 3), keepdim=True)
            var = x.var(dim=(2, 3), keepdim=True, unbiased=False)
            share = self.momentum
            self.running_mean = (1 - share) * self.running_mean + share * mean[:, :, 0, 0]
            self.running_var = (1 - share) * self.running_var + share * var[:, :, 0, 0]
        normalised = (x - mean) / (var + self.eps).sqrt()
        return self.weight[:, None, None] * normalised + self.bias[:, None, None]


#%% wrong: torch's class under another name | gets no points
BatchNorm2d = nn.BatchNorm2d


#%% wrong: inherits from torch's class | gets no points
class BatchNorm2d(nn.BatchNorm2d):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__(n_channels, eps=eps, momentum=momentum)


#%% wrong: wraps torch's class | gets no points
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.norm = nn.BatchNorm2d(n_channels, eps=eps, momentum=momentum)
        self.weight, self.bias = self.norm.weight, self.norm.bias
        self.running_mean, self.running_var = self.norm.running_mean, self.norm.running_var

    def forward(self, x):
        return self.norm(x)


#%% wrong: torch's function does it | gets no points
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        averages = self.running_mean, self.running_var
        affine = self.weight, self.bias
        return F.batch_norm(x, *averages, *affine, self.training, self.momentum, self.eps)


#%% wrong: forward under no_grad | no gradient reaches `weight`
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    @torch.no_grad()
    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean[:, None, None]) / (var[:, None, None] + self.eps).sqrt()
        return normalised * self.weight[:, None, None] + self.bias[:, None, None]


#%% wrong: mean and variance of the batch detached | mean and variance of the batch are detached
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3)).detach()
            var = x.var(dim=(0, 2, 3), unbiased=False).detach()
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean[:, None, None]) / (var[:, None, None] + self.eps).sqrt()
        return normalised * self.weight[:, None, None] + self.bias[:, None, None]


#%% wrong: the variance of the batch detached | the variance of the batch is detached
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False).detach()
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean[:, None, None]) / (var[:, None, None] + self.eps).sqrt()
        return normalised * self.weight[:, None, None] + self.bias[:, None, None]


#%% wrong: the mean of the batch taken from .data | the mean of the batch is detached
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.data.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean[:, None, None]) / (var[:, None, None] + self.eps).sqrt()
        return normalised * self.weight[:, None, None] + self.bias[:, None, None]


#%% wrong: weight and bias as .data | no gradient reaches `weight`
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean[:, None, None]) / (var[:, None, None] + self.eps).sqrt()
        return normalised * self.weight.data[:, None, None] + self.bias.data[:, None, None]


#%% wrong: the normalised numbers detached | no gradient reaches `input`
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean[:, None, None]) / (var[:, None, None] + self.eps).sqrt()
        return normalised.detach() * self.weight[:, None, None] + self.bias[:, None, None]


#%% wrong: mean and variance are not reshaped | Mean and variance of shape (C,)
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean) / (var + self.eps).sqrt()
        return self.weight[:, None, None] * normalised + self.bias[:, None, None]


#%% wrong: weight and bias are not reshaped | weight and bias of shape (C,)
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean[:, None, None]) / (var[:, None, None] + self.eps).sqrt()
        return self.weight * normalised + self.bias


#%% wrong: the batch's own statistics keep their axes, the averages have one | running_mean and running_var of shape (C,)
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3), keepdim=True)
            var = x.var(dim=(0, 2, 3), unbiased=False, keepdim=True)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean.flatten() - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean) / (var + self.eps).sqrt()
        return self.weight[:, None, None] * normalised + self.bias[:, None, None]


#%% wrong: mean and variance are given one axis too few | needs the shape 1×C×1×1
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean[:, None]) / (var[:, None] + self.eps).sqrt()
        return self.weight[:, None, None] * normalised + self.bias[:, None, None]


#%% wrong: n is the number of images | Is n the number of images there?
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                n = x.shape[0]
                spread = var * (n / (n - 1))
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean[:, None, None]) / (var[:, None, None] + self.eps).sqrt()
        return self.weight[:, None, None] * normalised + self.bias[:, None, None]


#%% wrong: sums divided by the number of images | over the N · H · W numbers of each channel
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training:
            n = x.shape[0]
            mean = x.sum(dim=(0, 2, 3)) / n
            var = ((x - mean[:, None, None]) ** 2).sum(dim=(0, 2, 3)) / n
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean[:, None, None]) / (var[:, None, None] + self.eps).sqrt()
        return self.weight[:, None, None] * normalised + self.bias[:, None, None]


#%% wrong: a batch of one image is normalised by the averages | a batch of one does not
class BatchNorm2d(nn.Module):
    def __init__(self, n_channels, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(n_channels))
        self.bias = nn.Parameter(torch.zeros(n_channels))
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, x):
        if self.training and len(x) > 1:
            mean = x.mean(dim=(0, 2, 3))
            var = x.var(dim=(0, 2, 3), unbiased=False)
            with torch.no_grad():
                spread = x.var(dim=(0, 2, 3), unbiased=True)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (spread - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (x - mean[:, None, None]) / (var[:, None, None] + self.eps).sqrt()
        return self.weight[:, None, None] * normalised + self.bias[:, None, None]
