# what: HONEST: magics, threads, loaders with workers, plots, bars, widgets
# lesson: 3
# zero: train_yours
# status: ok
# %%
%matplotlib inline
%load_ext autoreload
import matplotlib.pyplot as plt
plt.plot([1, 2]); plt.show()
# %%
!ls
files = !ls
%timeit sum(range(10))
print?
# %%
import ipywidgets
from ipywidgets import interact
interact(lambda x: x, x=(0, 3))
# %%
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Totals:
    loss: float = 0.0
    n: int = 0

    def plus(self, loss: float, n: int) -> "Totals":
        return Totals(self.loss + loss * n, self.n + n)
# %%
%%capture out
from tqdm.notebook import tqdm as notebook_bar


def train_one_epoch(model, loader, loss_function, optimizer):
    model.train()
    totals = Totals()
    for images, labels in notebook_bar(loader, leave=False):
        optimizer.zero_grad()
        loss = loss_function(model(images), labels)
        loss.backward()
        optimizer.step()
        totals = totals.plus(loss.item(), len(labels))
    return totals.loss / totals.n
# %%
import os
torch.set_num_threads(32)
torch.randn(4000, 1000) @ torch.randn(1000, 1000)


@torch.inference_mode()
def evaluate(model, loader, loss_function):
    before = model.training
    model.eval()
    loss = right = n = 0
    for images, labels in loader:
        logits = model(images)
        loss += loss_function(logits, labels).item() * len(labels)
        right += (logits.argmax(1) == labels).sum().item()
        n += len(labels)
    model.train(before)
    return loss / n, right / n
# %%
from torch.utils.data import TensorDataset
for batch in DataLoader(TensorDataset(torch.zeros(8, 1)), num_workers=2):
    pass
# %%
if __name__ == "__main__":
    def count_parameters(model: nn.Module) -> int:
        return sum(p.numel() for p in model.parameters() if p.requires_grad)
