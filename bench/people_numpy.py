"""What NumPy takes for the same work, trajectories along the last axis, as one would write it: ns for each cell, of form (a) and (b).

Arguments: ages, steps, first and last group of mothers, trajectories. Prints two numbers."""
import sys
import time

import numpy as np

ages, steps, first, last, n = (int(x) for x in sys.argv[1:6])
rng = np.random.default_rng(1)
start = rng.uniform(1, 1000, (2, ages, n))
ratio = rng.uniform(0.9, 1, (steps, 2, ages))
children = rng.uniform(0.01, 0.05, (steps, 2))


def step(now, r, c):
    after = np.empty_like(now)
    np.multiply(now[:, :-1], r[:, 1:], out=after[:, 1:])
    after[:, -1] += now[:, -1] * r[:, -1]
    after[:, 0] = c * after[1, first:last + 1].sum(axis=0)
    return after


def shared():
    now, totals = start, np.empty((steps, n))
    for i in range(steps):
        now = step(now, ratio[i][:, :, None], children[i][:, None])
        totals[i] = now.sum(axis=(0, 1))
    return totals


def own(rates):
    now, people = start, np.empty((len(rates), 2, ages, n))
    for i, r in enumerate(rates):
        now = people[i] = step(now, r, r[:, 0])
    return people


def best(run, cells):
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return min(times) / cells * 1e9


few = min(steps, 8)
rates = rng.uniform(0.9, 1, (few, 2, ages, n))
print(best(shared, 2 * ages * steps * n), best(lambda: own(rates), 2 * ages * few * n))
