"""The Python side of docs/benchmarks/train: trainer, training file, test file, target, seed."""
import sys

import pandas
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler


def encoded(table, estimator, linear):
    """Numbers with the median for what is missing; categories as 0/1 columns of standardised numbers, or as their number."""
    numbers = table.select_dtypes(include="number").columns
    numeric = [SimpleImputer(strategy="median")] + ([StandardScaler()] if linear else [])
    categories = (
        OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=2, max_categories=51)
        if linear
        else OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, encoded_missing_value=-2)
    )
    return make_pipeline(
        ColumnTransformer([("numbers", make_pipeline(*numeric), numbers),
                           ("categories", categories, table.columns.difference(numbers))]),
        estimator)


def main(trainer, train, test, target, seed):
    x1, x2 = pandas.read_csv(train), pandas.read_csv(test)
    y1, y2 = ((x.pop(target) == "yes").astype(int) for x in (x1, x2))
    if trainer == "boosting":
        import xgboost

        for column in x1.select_dtypes(exclude="number").columns:
            x1[column] = x1[column].astype("category")
            x2[column] = pandas.Categorical(x2[column], categories=x1[column].cat.categories)
        model = xgboost.XGBClassifier(n_estimators=100, max_depth=6, learning_rate=0.1, tree_method="hist",
                                      subsample=0.8, colsample_bytree=0.8, enable_categorical=True, n_jobs=-1, random_state=int(seed))
    elif trainer == "forest":
        forest = RandomForestClassifier(n_estimators=100, max_depth=14, min_samples_leaf=2, max_features=0.33,
                                        n_jobs=-1, random_state=int(seed))
        model = encoded(x1, forest, False)
    else:
        model = encoded(x1, LogisticRegression(max_iter=1000), True)
    model.fit(x1, y1)
    p = model.predict_proba(x2)[:, 1]
    print("auc", roc_auc_score(y2, p))
    print("logLoss", log_loss(y2, p))


if __name__ == "__main__":
    main(*sys.argv[1:])
