"""The Python side of the benchmarks: what a user would write with pandas, scikit-learn, scipy and xgboost."""
import sys

import numpy
import pandas


def train(path, target):
    import xgboost
    from sklearn.metrics import log_loss, roc_auc_score
    from sklearn.model_selection import train_test_split

    table = pandas.read_csv(path)
    truth = (table.pop(target) == "yes").astype(int)
    for column in table.select_dtypes(exclude="number").columns:
        table[column] = table[column].astype("category")
    x1, x2, y1, y2 = train_test_split(table, truth, test_size=0.2, random_state=42, stratify=truth)
    model = xgboost.XGBClassifier(n_estimators=100, max_depth=6, learning_rate=0.1, tree_method="hist",
                                  enable_categorical=True, n_jobs=2)
    model.fit(x1, y1)
    p = model.predict_proba(x2)[:, 1]
    print("auc", roc_auc_score(y2, p))
    print("logLoss", log_loss(y2, p))


def drift(reference, current):
    from scipy import stats

    a, b = pandas.read_csv(reference), pandas.read_csv(current)
    for column in a.columns:
        if pandas.api.types.is_numeric_dtype(a[column]):
            x, y = a[column].dropna().to_numpy(), b[column].dropna().to_numpy()
            ks = stats.ks_2samp(x, y, method="asymp")
            edges = numpy.unique(numpy.quantile(x, numpy.linspace(0, 1, 257)))
            p = numpy.histogram(x, edges)[0] / len(x) + 1e-4
            q = numpy.histogram(numpy.clip(y, edges[0], edges[-1]), edges)[0] / len(y) + 1e-4
            psi = float(((p - q) * numpy.log(p / q)).sum())
            w = stats.wasserstein_distance(x, y) / max(x.std(), 1e-3)
            print(column, ks.statistic, ks.pvalue, psi, w)
        else:
            counts = pandas.concat([a[column].value_counts(), b[column].value_counts()], axis=1).fillna(0)
            chi = stats.chi2_contingency(counts.to_numpy().T)
            print(column, chi.statistic, chi.pvalue)


if __name__ == "__main__":
    {"train": train, "drift": drift}[sys.argv[1]](*sys.argv[2:])
