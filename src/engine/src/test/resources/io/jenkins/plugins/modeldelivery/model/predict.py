"""Predicts the rows of a CSV file with exported models and compares with what the engine says of them.

predict.py onnx|xgboost MODEL ROWS SCORED: prints the largest difference and the number of rows; exits 77 without the libraries.
"""
import csv
import json
import sys

try:
    import numpy as np
    import onnxruntime
    import xgboost
except ImportError as missing:
    print(missing)
    sys.exit(77)


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def onnx(path, data):
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    feed = {}
    for field in session.get_inputs():
        cells = [row[field.name] for row in data]
        if field.type == "tensor(string)":
            column = np.array(cells, dtype=object)
        else:
            column = np.array([float(c) if c else np.nan for c in cells], dtype=np.float32)
        feed[field.name] = column.reshape(-1, 1)
    outputs = dict(zip([o.name for o in session.get_outputs()], session.run(None, feed)))
    metadata = session.get_modelmeta().custom_metadata_map
    return outputs, json.loads(metadata.get("classes", "[]"))


def xgb(path, data):
    booster = xgboost.Booster(model_file=path)
    columns = json.loads(booster.attr("columns"))
    means = json.loads(booster.attr("means"))
    known = set(columns)
    position = {name: i for i, name in enumerate(columns)}
    matrix = np.full((len(data), len(columns)), np.nan, dtype=np.float32)
    for r, row in enumerate(data):
        for feature, cell in row.items():
            if cell == "":
                continue
            if feature in known:
                matrix[r, position[feature]] = float(cell)
            elif feature + "=(other)" in known:
                matrix[r, position.get(feature + "=" + cell, position[feature + "=(other)"])] = 1
                if cell in means.get(feature, {}):
                    matrix[r, position[feature + "=(mean)"]] = means[feature][cell]
    return booster.predict(xgboost.DMatrix(matrix))


kind, model, rows_file, scored_file = sys.argv[1:]
data, scored = rows(rows_file), rows(scored_file)
names = [n for n in scored[0] if n.startswith("probability")] or ["prediction"]
expected = np.array([[float(row[n]) for n in names] for row in scored])
if kind == "onnx":
    outputs, classes = onnx(model, data)
    values = outputs["probability"] if "probability" in outputs else outputs["prediction"]
    if classes:
        # A tie may go either way.
        ordered = np.sort(expected if len(classes) > 2 else np.hstack([expected, 1 - expected]), axis=1)
        clear = ordered[:, -1] - ordered[:, -2] > 4e-6
        differing = sum(a != b["prediction"] for a, b, c in zip(outputs["prediction"], scored, clear) if c)
        assert clear.mean() > 0.9 and differing == 0, f"{differing} other classes of {clear.sum()}"
        if len(classes) > 2:
            assert names == ["probability_" + c for c in classes]
else:
    values = xgb(model, data)
values = np.asarray(values, dtype=np.float64).reshape(expected.shape)
scale = np.maximum(1, np.abs(expected))
print(np.max(np.abs(values - expected) / scale), len(data))
