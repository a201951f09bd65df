#%% wrong: p below 0.025 asked for, as if two-sided were not built in
from scipy import stats


def difference_is_shown(a, b):
    return bool(stats.ttest_rel(a, b).pvalue < 0.025)


#%% wrong: Wilcoxon's signed ranks
from scipy import stats


def difference_is_shown(a, b):
    if a == b:
        return False
    return bool(stats.wilcoxon(a, b).pvalue < 0.05)


#%% wrong: a mean difference of more than two standard deviations
def difference_is_shown(a, b):
    d = torch.tensor(a, dtype=torch.float64) - torch.tensor(b, dtype=torch.float64)
    return bool(d.mean().abs() > 2 * d.std())


#%% wrong: the normal distribution's p-value
import numpy as np
from scipy import stats


def difference_is_shown(a, b):
    d = np.array(a) - np.array(b)
    z = d.mean() / (d.std(ddof=1) / len(d) ** 0.5) if d.std() > 0 else d.mean() * np.inf
    return bool(2 * stats.norm.sf(abs(z)) < 0.05)


#%% right: statistics and t
import statistics

from scipy import stats


def difference_is_shown(a, b):
    """Whether the 95 % interval of the paired differences of a and b leaves zero out."""
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half = stats.t.ppf(0.975, n - 1) * statistics.stdev(differences) / math.sqrt(n)
    return bool(abs(statistics.mean(differences)) > half)

#%% right: the paired t test's p value
def difference_is_shown(a, b):
    from scipy.stats import ttest_1samp

    differences = [x - y for x, y in zip(a, b)]
    if len(set(differences)) == 1:
        return differences[0] != 0
    return bool(ttest_1samp(differences, 0).pvalue < 0.05)

#%% right: NumPy, the interval's two ends
import numpy as np
from scipy import stats


def difference_is_shown(a, b):
    d = np.array(a, dtype=float) - np.array(b, dtype=float)
    if np.all(d == 0):
        return False
    error = d.std(ddof=1) / np.sqrt(d.size)
    if error == 0:
        return True
    low, high = stats.t.interval(0.95, d.size - 1, loc=d.mean(), scale=error)
    return bool(low > 0 or high < 0)

#%% wrong: upwards only
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half = stats.t.ppf(0.975, n - 1) * statistics.stdev(differences) / math.sqrt(n)
    return bool(statistics.mean(differences) - half > 0)

#%% wrong: >= says True where all differences are 0
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    half = stats.t.ppf(0.975, n - 1) * statistics.stdev(differences) / math.sqrt(n)
    return bool(abs(statistics.mean(differences)) >= half)

#%% wrong: two intervals that must not overlap, not paired
import statistics

from scipy import stats


def difference_is_shown(a, b):
    def interval(values):
        n = len(values)
        half = stats.t.ppf(0.975, n - 1) * statistics.stdev(values) / math.sqrt(n)
        return statistics.mean(values) - half, statistics.mean(values) + half

    low_a, high_a = interval(a)
    low_b, high_b = interval(b)
    return bool(low_a > high_b or low_b > high_a)

#%% wrong: np.std divides by n
import numpy as np
from scipy import stats


def difference_is_shown(a, b):
    d = np.array(a) - np.array(b)
    half = stats.t.ppf(0.975, len(d) - 1) * np.std(d) / np.sqrt(len(d))
    return bool(abs(d.mean()) > half)

#%% wrong: no spread counts as not shown, also where all differences are equal and not 0
import statistics

from scipy import stats


def difference_is_shown(a, b):
    differences = [x - y for x, y in zip(a, b)]
    n = len(differences)
    spread = statistics.stdev(differences)
    if spread == 0:
        return False
    t_value = statistics.mean(differences) / (spread / math.sqrt(n))
    return bool(abs(t_value) > stats.t.ppf(0.975, n - 1))
