#%% right: with statistics and scipy
from statistics import mean, stdev

from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    if n < 2:
        raise ValueError("an interval needs two values at least")
    return mean(values), t.ppf(0.975, df=n - 1) * stdev(values) / n**0.5


#%% right: stdev itself refuses fewer than two values
import statistics

from scipy import stats


def mean_and_interval(values):
    spread = statistics.stdev(values)
    middle = statistics.fmean(values)
    factor = -stats.t.ppf(0.025, len(values) - 1)
    return [middle, factor * spread / math.sqrt(len(values))]


#%% right: with NumPy, and half of the interval between -t and t
import numpy as np
from scipy.stats import sem, t


def mean_and_interval(values):
    if not len(values) > 1:
        raise ValueError("too few values")
    low, high = t.interval(0.95, len(values) - 1)
    return np.mean(values), (high - low) / 2 * sem(values)


#%% right: sums by hand
import scipy.stats


def mean_and_interval(values):
    n = len(values)
    if n <= 1:
        raise ValueError(f"{n} values are too few")
    middle = sum(values) / n
    squares = 0.0
    for value in values:
        squares += (value - middle) ** 2
    variance = squares / (n - 1)
    half_width = scipy.stats.t.isf(0.025, df=n - 1) * math.sqrt(variance / n)
    return middle, half_width


#%% right: with torch, tensors of one number
from scipy.stats import t


def mean_and_interval(values):
    numbers = torch.tensor(values, dtype=torch.float64)
    n = numbers.numel()
    if n < 2:
        raise ValueError("two values are needed")
    return numbers.mean(), float(t.ppf(0.975, n - 1)) * numbers.std() / math.sqrt(n)


#%% wrong: 1.96 for t | uses 1.96
from statistics import mean, stdev


def mean_and_interval(values):
    if len(values) < 2:
        raise ValueError("two values are needed")
    return mean(values), 1.96 * stdev(values) / len(values) ** 0.5


#%% wrong: t for five values, written in | t.ppf(0.975, df=n − 1)
from statistics import mean, stdev


def mean_and_interval(values):
    if len(values) < 2:
        raise ValueError("two values are needed")
    return mean(values), 2.776 * stdev(values) / len(values) ** 0.5


#%% wrong: not divided by the root of n | Divide by √n
from statistics import mean, stdev

from scipy.stats import t


def mean_and_interval(values):
    if len(values) < 2:
        raise ValueError("two values are needed")
    return mean(values), t.ppf(0.975, len(values) - 1) * stdev(values)


#%% wrong: divided by n | not by n
from statistics import mean, stdev

from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    if n < 2:
        raise ValueError("two values are needed")
    return mean(values), t.ppf(0.975, n - 1) * stdev(values) / n


#%% wrong: the biased standard deviation | divides by n − 1 here
import numpy as np
from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    if n < 2:
        raise ValueError("two values are needed")
    return np.mean(values), t.ppf(0.975, n - 1) * np.std(values) / np.sqrt(n)


#%% wrong: the whole width | whole width
from statistics import mean, stdev

from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    if n < 2:
        raise ValueError("two values are needed")
    half_width = t.ppf(0.975, n - 1) * stdev(values) / n**0.5
    return mean(values), 2 * half_width


#%% wrong: n degrees of freedom | degrees of freedom
from statistics import mean, stdev

from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    if n < 2:
        raise ValueError("two values are needed")
    return mean(values), t.ppf(0.975, n) * stdev(values) / n**0.5


#%% wrong: all five percent left on one side | on each side
from statistics import mean, stdev

from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    if n < 2:
        raise ValueError("two values are needed")
    return mean(values), t.ppf(0.95, n - 1) * stdev(values) / n**0.5


#%% wrong: the two ends | two ends
from statistics import mean, stdev

from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    if n < 2:
        raise ValueError("two values are needed")
    middle, half_width = mean(values), t.ppf(0.975, n - 1) * stdev(values) / n**0.5
    return middle - half_width, middle + half_width


#%% wrong: mean and standard deviation | That is the standard deviation
from statistics import mean, stdev


def mean_and_interval(values):
    if len(values) < 2:
        raise ValueError("two values are needed")
    return mean(values), stdev(values)


#%% wrong: the standard error alone | multiply it by t
from statistics import mean, stdev


def mean_and_interval(values):
    if len(values) < 2:
        raise ValueError("two values are needed")
    return mean(values), stdev(values) / math.sqrt(len(values))


#%% wrong: the variance for the standard deviation | stdev / √n
from statistics import mean, variance

from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    if n < 2:
        raise ValueError("two values are needed")
    return mean(values), t.ppf(0.975, n - 1) * variance(values) / n**0.5


#%% wrong: the median for the mean | The mean, and
from statistics import median, stdev

from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    if n < 2:
        raise ValueError("two values are needed")
    return median(values), t.ppf(0.975, n - 1) * stdev(values) / n**0.5


#%% wrong: rounded to two places | round
from statistics import mean, stdev

from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    if n < 2:
        raise ValueError("two values are needed")
    half_width = t.ppf(0.975, n - 1) * stdev(values) / n**0.5
    return round(mean(values), 2), round(half_width, 2)


#%% wrong: the half-width alone | a tuple is wanted
from statistics import stdev

from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    if n < 2:
        raise ValueError("two values are needed")
    return t.ppf(0.975, n - 1) * stdev(values) / n**0.5


#%% wrong: nothing is returned | returned None
from statistics import mean, stdev

from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    if n < 2:
        raise ValueError("two values are needed")
    print(f"{mean(values):.2f} ± {t.ppf(0.975, n - 1) * stdev(values) / n**0.5:.2f}")


#%% wrong: sorts the list that it was given | in place
from statistics import stdev

from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    if n < 2:
        raise ValueError("two values are needed")
    values.sort()
    return sum(values) / n, t.ppf(0.975, n - 1) * stdev(values) / n**0.5


#%% wrong: the interval is nan where all values are equal | stdev / √n
import numpy as np
from scipy.stats import sem, t


def mean_and_interval(values):
    n = len(values)
    if n < 2:
        raise ValueError("two values are needed")
    middle = np.mean(values)
    low, high = t.interval(0.95, n - 1, loc=middle, scale=sem(values))
    return middle, (high - low) / 2


#%% wrong: one value is not refused | One value has no spread
from statistics import mean, stdev

from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    if n == 1:
        return values[0], 0.0
    return mean(values), t.ppf(0.975, n - 1) * stdev(values) / n**0.5


#%% wrong: one value ends in a division by zero | your answer raises ZeroDivisionError
from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    middle = sum(values) / n
    variance = sum((value - middle) ** 2 for value in values) / (n - 1)
    return middle, t.ppf(0.975, n - 1) * (variance / n) ** 0.5


#%% wrong: one value is refused by assert | your answer raises AssertionError
from statistics import mean, stdev

from scipy.stats import t


def mean_and_interval(values):
    n = len(values)
    assert n > 1, "two values are needed"
    return mean(values), t.ppf(0.975, n - 1) * stdev(values) / n**0.5


#%% wrong: the course's own function | gets no points
from course_utils.training.intervals import mean_and_interval


#%% wrong: the course's own function inside | gets no points
from course_utils.training import intervals


def mean_and_interval(values):
    return intervals.mean_and_interval(values)
