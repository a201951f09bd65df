#%% right: the half-width by its formula
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = stats.t.ppf(0.975, n - 1) * statistics.stdev(differences) / n**0.5
    return abs(statistics.mean(differences)) > half_width


#%% right: scipy's paired test, its p-value
from scipy import stats


def difference_is_shown(a, b):
    return stats.ttest_rel(a, b).pvalue < 0.05


#%% right: one-sample test of the differences, its own interval
import numpy as np
from scipy import stats


def difference_is_shown(a, b):
    differences = np.array(a) - np.array(b)
    if np.all(differences == differences[0]):
        return differences[0] != 0
    interval = stats.ttest_1samp(differences, 0).confidence_interval(0.95)
    return not interval.low <= 0 <= interval.high


#%% right: tensors, and t against the table's value by its square
from scipy.stats import t


def difference_is_shown(a, b):
    differences = torch.tensor(a, dtype=torch.float64) - torch.tensor(b, dtype=torch.float64)
    n = len(differences)
    bound = t.ppf(0.975, df=n - 1) ** 2 * differences.var() / n
    return bool(differences.mean() ** 2 > bound)


#%% right: the course's mean_and_interval, both ends looked at
from course_utils.training.intervals import mean_and_interval


def difference_is_shown(a, b):
    mean, half_width = mean_and_interval([x - y for x, y in zip(a, b)])
    if mean - half_width > 0:
        return True
    return mean + half_width < 0


#%% wrong: two groups, by scipy | As two groups
from scipy import stats


def difference_is_shown(a, b):
    return bool(stats.ttest_ind(a, b).pvalue < 0.05)


#%% wrong: 1.96 for t | 1.96 is too small
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = 1.96 * statistics.stdev(differences) / n**0.5
    return abs(statistics.mean(differences)) > half_width


#%% wrong: the standard deviation of a population | divides by n − 1
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = stats.t.ppf(0.975, n - 1) * statistics.pstdev(differences) / n**0.5
    return abs(statistics.mean(differences)) > half_width


#%% wrong: NumPy's standard deviation, which divides by n | ddof=1
import numpy as np
from scipy import stats


def difference_is_shown(a, b):
    differences = np.array(a) - np.array(b)
    n = len(differences)
    return bool(abs(differences.mean()) > stats.t.ppf(0.975, n - 1) * differences.std() / n**0.5)


#%% wrong: no √n | Divide by √n: the mean
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = stats.t.ppf(0.975, n - 1) * statistics.stdev(differences)
    return abs(statistics.mean(differences)) > half_width


#%% wrong: n for √n | not by n
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = stats.t.ppf(0.975, n - 1) * statistics.stdev(differences) / n
    return abs(statistics.mean(differences)) > half_width


#%% wrong: one side only: 0.95 | 2.5 % are left
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = stats.t.ppf(0.95, n - 1) * statistics.stdev(differences) / n**0.5
    return abs(statistics.mean(differences)) > half_width


#%% wrong: n degrees of freedom | n − 1 degrees of freedom, not n
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = stats.t.ppf(0.975, n) * statistics.stdev(differences) / n**0.5
    return abs(statistics.mean(differences)) > half_width


#%% wrong: the means are compared | A difference of the means alone
def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    return sum(differences) != 0


#%% wrong: a is better on average | larger one shows nothing
def difference_is_shown(a, b):
    return sum(x - y for x, y in zip(a, b)) > 0


#%% wrong: True where zero is inside | wrong way round
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = stats.t.ppf(0.975, n - 1) * statistics.stdev(differences) / n**0.5
    return abs(statistics.mean(differences)) <= half_width


#%% wrong: upwards only | downwards is one too
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = stats.t.ppf(0.975, n - 1) * statistics.stdev(differences) / n**0.5
    return statistics.mean(differences) > half_width


#%% wrong: downwards only | upwards is one too
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = stats.t.ppf(0.975, n - 1) * statistics.stdev(differences) / n**0.5
    return statistics.mean(differences) < -half_width


#%% wrong: the interval's end counts as outside | no difference is shown
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = stats.t.ppf(0.975, n - 1) * statistics.stdev(differences) / n**0.5
    return abs(statistics.mean(differences)) >= half_width


#%% wrong: no spread, no verdict | the interval has no width
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n, s = len(differences), statistics.stdev(differences)
    if s == 0:
        return False
    return bool(abs(statistics.mean(differences)) / (s / n**0.5) > stats.t.ppf(0.975, n - 1))


#%% wrong: the standard error without t | t is missing
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = 1 * statistics.stdev(differences) / n**0.5
    return abs(statistics.mean(differences)) > half_width


#%% wrong: 99 % | interval of 99 %
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = stats.t.ppf(0.995, n - 1) * statistics.stdev(differences) / n**0.5
    return abs(statistics.mean(differences)) > half_width


#%% wrong: two intervals that must not overlap | overlap say little
from course_utils.training.intervals import mean_and_interval


def difference_is_shown(a, b):
    (mean_a, half_a), (mean_b, half_b) = mean_and_interval(a), mean_and_interval(b)
    return abs(mean_a - mean_b) > half_a + half_b


#%% wrong: all differences of one sign | one sign is no interval
def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    return all(d > 0 for d in differences) or all(d < 0 for d in differences)


#%% wrong: the interval and not the verdict | True or False is wanted
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    half_width = stats.t.ppf(0.975, len(a) - 1) * statistics.stdev(differences) / len(a) ** 0.5
    return [statistics.mean(differences) - half_width, statistics.mean(differences) + half_width]


#%% wrong: a word | True or False is wanted
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = stats.t.ppf(0.975, n - 1) * statistics.stdev(differences) / n**0.5
    return "shown" if abs(statistics.mean(differences)) > half_width else "not shown"


#%% wrong: 2n − 2 degrees of freedom | 2n − 2 are those of two groups
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = stats.t.ppf(0.975, 2 * n - 2) * statistics.stdev(differences) / n**0.5
    return abs(statistics.mean(differences)) > half_width


#%% wrong: t of five pairs for any number | 2.776 is that for five
import statistics


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = 2.776 * statistics.stdev(differences) / n**0.5
    return abs(statistics.mean(differences)) > half_width


#%% wrong: 2 for t | and so is 2
import statistics


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half_width = 2 * statistics.stdev(differences) / n**0.5
    return abs(statistics.mean(differences)) > half_width
