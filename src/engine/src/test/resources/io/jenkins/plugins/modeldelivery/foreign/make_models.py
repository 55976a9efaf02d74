"""Makes the small models of this directory, and what Python predicts with them, all from one seed.

The files beside this script came from: python3 make_models.py, with scikit-learn 1.9.1, skl2onnx 1.20.0,
onnxruntime 1.32.0 and xgboost 3.2.0. rows.csv holds the rows, and in the columns expected_* what the model of that name
predicts for them in Python: the probability of the class named, or the number.
"""

import numpy as np
import pandas as pd
import xgboost
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

ROWS = 300
random = np.random.default_rng(7)
rows = pd.DataFrame(
    {
        "speed": np.round(random.normal(100, 30, ROWS), 1).astype(np.float32),
        "mass": np.round(random.gamma(2, 3, ROWS), 2).astype(np.float32),
        "height": random.integers(0, 3000, ROWS).astype(np.float32),
        "size": random.choice(["Small", "Medium", "Large"], ROWS),
    }
)
score = rows.speed / 30 + rows.mass / 4 - rows.height / 1500 + (rows["size"] == "Large") * 1.5 + random.normal(0, 1, ROWS)
rows["damage"] = np.where(score > np.quantile(score, 0.7), "yes", "no")
rows["kind"] = pd.cut(score, [-np.inf, *np.quantile(score, [0.3, 0.6]), np.inf], labels=[0, 1, 2]).astype(int)
rows["cost"] = np.round(np.exp(score / 3), 3)
# Missing numbers, after everything was derived from them.
rows.loc[random.random(ROWS) < 0.1, "mass"] = np.nan
NUMBERS = ["speed", "mass", "height"]
expected = {}

# One named input a column, a map of probabilities by class.
columns = make_pipeline(
    ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), NUMBERS),
            ("size", OneHotEncoder(handle_unknown="ignore"), ["size"]),
        ]
    ),
    LogisticRegression(),
).fit(rows[NUMBERS + ["size"]], rows.damage)
types = [(n, FloatTensorType([None, 1])) for n in NUMBERS] + [("size", StringTensorType([None, 1]))]
open("columns.onnx", "wb").write(to_onnx(columns, initial_types=types).SerializeToString())
expected["columns_yes"] = columns.predict_proba(rows[NUMBERS + ["size"]])[:, 1]

# One matrix, a tensor of probabilities, three classes that are numbers.
full = rows[["speed", "height"]].to_numpy(np.float32)
forest = RandomForestClassifier(8, max_depth=4, random_state=1).fit(full, rows.kind)
open("matrix.onnx", "wb").write(
    to_onnx(forest, full[:1], options={id(forest): {"zipmap": False}}).SerializeToString()
)
for c in range(3):
    expected[f"matrix_{c}"] = forest.predict_proba(full)[:, c]

# One matrix, a number.
boosting = GradientBoostingRegressor(n_estimators=15, max_depth=3, random_state=1).fit(full, rows.cost)
open("number.onnx", "wb").write(to_onnx(boosting, full[:1]).SerializeToString())
expected["number"] = boosting.predict(full)

# XGBoost's own files: two classes with missing values, three classes with categories by name, counts, dropped trees.
binary = xgboost.XGBClassifier(n_estimators=12, max_depth=3).fit(rows[NUMBERS], rows.damage == "yes")
binary.save_model("binary.ubj")
expected["binary"] = binary.predict_proba(rows[NUMBERS])[:, 1]

named = rows[NUMBERS + ["size"]].astype({"size": "category"})
multi = xgboost.XGBClassifier(n_estimators=6, max_depth=3, enable_categorical=True, max_cat_to_onehot=1).fit(named, rows.kind)
multi.save_model("categories.json")
for c in range(3):
    expected[f"categories_{c}"] = multi.predict_proba(named)[:, c]

poisson = xgboost.XGBRegressor(n_estimators=10, max_depth=3, objective="count:poisson").fit(rows[NUMBERS], rows.cost)
poisson.save_model("poisson.ubj")
expected["poisson"] = poisson.predict(rows[NUMBERS])

dart = xgboost.XGBRegressor(n_estimators=10, max_depth=3, booster="dart", rate_drop=0.3, random_state=1).fit(
    rows[NUMBERS], rows.cost
)
dart.save_model("dart.json")
expected["dart"] = dart.predict(rows[NUMBERS])

train, held = rows.iloc[:200], rows.iloc[200:]
early = xgboost.XGBClassifier(n_estimators=60, max_depth=3, early_stopping_rounds=3).fit(
    train[NUMBERS], train.damage == "yes", eval_set=[(held[NUMBERS], held.damage == "yes")], verbose=False
)
early.save_model("early.ubj")
expected["early"] = early.predict_proba(rows[NUMBERS])[:, 1]
print("early stopping kept", early.best_iteration + 1, "of", early.get_booster().num_boosted_rounds())

for name, values in expected.items():
    rows["expected_" + name] = np.asarray(values, dtype=np.float64)
rows.to_csv("rows.csv", index=False, float_format="%.9g")
