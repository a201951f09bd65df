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
