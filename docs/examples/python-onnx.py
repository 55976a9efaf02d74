"""Trains on 1990-1993, predicts 1994-1995; leaves model.onnx and predictions.csv."""

import pandas
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

DATA = "docs/examples/birdstrikes/"
CATEGORIES = ["aircraft", "operator", "state", "phase", "size", "species", "time_of_day"]
NUMBERS = ["speed_knots"]

train = pandas.read_csv(DATA + "1990-1993.csv.gz")
test = pandas.read_csv(DATA + "1994-1995.csv.gz")

model = make_pipeline(
    ColumnTransformer(
        [
            ("categories", OneHotEncoder(handle_unknown="ignore"), CATEGORIES),
            ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), NUMBERS),
        ]
    ),
    LogisticRegression(max_iter=1000, C=0.3),
)
model.fit(train[CATEGORIES + NUMBERS], train["damage"])

positive = list(model.classes_).index("yes")
pandas.DataFrame(
    {
        "label": test["damage"],
        "prediction": model.predict(test[CATEGORIES + NUMBERS]),
        "probability": model.predict_proba(test[CATEGORIES + NUMBERS])[:, positive],
    }
).to_csv("predictions.csv", index=False)

inputs = [(name, StringTensorType([None, 1])) for name in CATEGORIES]
inputs += [(name, FloatTensorType([None, 1])) for name in NUMBERS]
with open("model.onnx", "wb") as file:
    file.write(to_onnx(model, initial_types=inputs).SerializeToString())
