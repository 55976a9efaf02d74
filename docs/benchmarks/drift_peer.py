"""The drift checks that the engine is compared with: pandas with scipy, and Evidently's default preset.

usage: drift_peer.py scipy|evidently reference.csv current.csv
"""
import sys

import numpy
import pandas


def scipy(reference, current):
    """What a script would do column by column: KS, Wasserstein, PSI and JS over the reference's deciles, chi-squared."""
    from scipy import stats
    from scipy.spatial import distance

    a, b = pandas.read_csv(reference), pandas.read_csv(current)
    for column in a.columns:
        if pandas.api.types.is_numeric_dtype(a[column]):
            x, y = a[column].dropna().to_numpy(), b[column].dropna().to_numpy()
            ks = stats.ks_2samp(x, y, method="asymp")
            w = stats.wasserstein_distance(x, y) / max(x.std(), 1e-3)
            edges = numpy.unique(numpy.quantile(x, numpy.linspace(0, 1, 11)))
            edges[0], edges[-1] = -numpy.inf, numpy.inf
            p, q = (numpy.histogram(v, edges)[0] / len(v) for v in (x, y))
            floor_p, floor_q = numpy.maximum(p, 1e-4), numpy.maximum(q, 1e-4)
            psi = float(((floor_p - floor_q) * numpy.log(floor_p / floor_q)).sum())
            print(column, ks.statistic, ks.pvalue, w, psi, distance.jensenshannon(p, q, base=2))
        else:
            counts = pandas.concat([a[column].value_counts(), b[column].value_counts()], axis=1).fillna(0)
            chi = stats.chi2_contingency(counts.to_numpy().T, correction=False)
            print(column, chi.statistic, chi.pvalue)


def evidently(reference, current):
    """The preset as its quickstart shows it."""
    from evidently import Report
    from evidently.presets import DataDriftPreset

    a, b = pandas.read_csv(reference), pandas.read_csv(current)
    print(len(Report([DataDriftPreset()]).run(b, a).json()))


if __name__ == "__main__":
    {"scipy": scipy, "evidently": evidently}[sys.argv[1]](*sys.argv[2:])
