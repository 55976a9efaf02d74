"""One client of an MLflow server, in a process of its own: the peer's side of docs/benchmarks/registry.

Reads lines "<aliases|stages> <name of a new model> <versions>", delivers that many versions of it, and answers each line
with one of JSON: the milliseconds of each operation by name. Operations are the same as RegistryBenchmark.java's:
register (a run with metrics, parameters and tags, the model file, a version; with the first one, the model), validate (the
tag by which Databricks marks an approved version), staging, prod (an alias each, or a transition of the stage each).

usage: mlflow_peer.py rest|client <url of the server>
"""
import contextlib
import http.client
import json
import os
import random
import socket
import sys
import tempfile
import time
import urllib.parse

MODEL_BYTES = 36 * 1024
METRICS = ["accuracy", "balancedAccuracy", "precision", "recall", "f1", "auc", "prAuc", "mcc", "logLoss", "brier", "ece"]
PARAMETERS = {"rounds": "100", "depth": "6", "learningRate": "0.1", "subsample": "1.0", "minChildWeight": "1.0",
              "lambda": "1.0"}
RUN_TAGS = {"mlflow.source.git.commit": "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "mlflow.source.git.branch": "main",
            "mlflow.source.git.repoURL": "https://git.example.org/team/train.git", "build": "team/train #1"}
VERSION_TAGS = {"owner": "alice", "purpose": "benchmark", "team": "delivery", "ticket": "42"}
FILE = "model.zip"


def pairs(values):
    return [{"key": key, "value": value} for key, value in values.items()]


class Rest:
    """The REST interface with as little client as possible: one connection kept alive, the standard library's HTTP."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port)

    def call(self, method, path, body):
        # The server sends a response in two pieces and, with more than one worker, waits for the first to be
        # acknowledged. A client that acknowledges late, as is the default, would wait 40 ms for nothing.
        quick = getattr(socket, "TCP_QUICKACK", None)
        if quick is not None:
            self.connection.sock.setsockopt(socket.IPPROTO_TCP, quick, 1)
        raw = isinstance(body, bytes)
        self.connection.request(method, path, body if raw else json.dumps(body),
                                {"Content-Type": "application/octet-stream" if raw else "application/json"})
        if quick is not None:
            self.connection.sock.setsockopt(socket.IPPROTO_TCP, quick, 1)
        response = self.connection.getresponse()
        answer = response.read()
        if response.status != 200:
            sys.exit(f"{method} {path}: {response.status} {answer.decode()}")
        return json.loads(answer) if answer.startswith(b"{") else None

    def post(self, path, **body):
        return self.call("POST", "/api/2.0/mlflow/" + path, body)

    def create_model(self, name):
        # The server closes a connection that was idle for five seconds, as between rounds.
        self.connection.close()
        self.connection.connect()
        self.post("registered-models/create", name=name)

    def register(self, name, content, metrics):
        now = int(time.time() * 1000)
        run = self.post("runs/create", experiment_id="0", start_time=now, tags=pairs(RUN_TAGS))["run"]["info"]
        self.post("runs/log-batch", run_id=run["run_id"], params=pairs(PARAMETERS),
                  metrics=[{"key": k, "value": v, "timestamp": now, "step": 0} for k, v in metrics.items()])
        place = run["artifact_uri"].removeprefix("mlflow-artifacts:")
        self.call("PUT", f"/api/2.0/mlflow-artifacts/artifacts{place}/model/{FILE}", content)
        self.post("runs/update", run_id=run["run_id"], status="FINISHED", end_time=now)
        return self.post("model-versions/create", name=name, source=run["artifact_uri"] + "/model",
                         run_id=run["run_id"], tags=pairs(VERSION_TAGS))["model_version"]["version"]

    def validate(self, name, version):
        self.post("model-versions/set-tag", name=name, version=version, key="validation_status", value="approved")

    def alias(self, name, alias, version):
        self.post("registered-models/alias", name=name, alias=alias, version=version)

    def transition(self, name, stage, version):
        self.post("model-versions/transition-stage", name=name, version=version, stage=stage,
                  archive_existing_versions=True)

    def champion(self, name, form):
        if form == "aliases":
            query = urllib.parse.urlencode({"name": name, "alias": "prod"})
            return self.call("GET", f"/api/2.0/mlflow/registered-models/alias?{query}", b"")["model_version"]["version"]
        latest = self.post("registered-models/get-latest-versions", name=name, stages=["Production"])
        return latest["model_versions"][0]["version"]


class Client:
    """MLflow's own Python client, as installed."""

    def __init__(self, url):
        import mlflow
        from mlflow.entities import Metric, Param, RunTag

        self.metric, self.param, self.tag = Metric, Param, RunTag
        self.client = mlflow.MlflowClient(url)
        self.directory = tempfile.mkdtemp(prefix="mlflow-peer-")

    def create_model(self, name):
        self.client.create_registered_model(name)

    def register(self, name, content, metrics):
        now = int(time.time() * 1000)
        run = self.client.create_run("0", start_time=now, tags=RUN_TAGS).info
        self.client.log_batch(run.run_id, [self.metric(k, v, now, 0) for k, v in metrics.items()],
                              [self.param(k, v) for k, v in PARAMETERS.items()])
        path = os.path.join(self.directory, FILE)
        with open(path, "wb") as file:
            file.write(content)
        self.client.log_artifact(run.run_id, path, "model")
        self.client.set_terminated(run.run_id)
        return self.client.create_model_version(name, run.artifact_uri + "/model", run.run_id,
                                                tags=VERSION_TAGS).version

    def validate(self, name, version):
        self.client.set_model_version_tag(name, version, "validation_status", "approved")

    def alias(self, name, alias, version):
        self.client.set_registered_model_alias(name, alias, version)

    def transition(self, name, stage, version):
        self.client.transition_model_version_stage(name, version, stage, archive_existing_versions=True)

    def champion(self, name, form):
        if form == "aliases":
            return self.client.get_model_version_by_alias(name, "prod").version
        return self.client.get_latest_versions(name, ["Production"])[0].version


def deliver(peer, form, name, versions):
    times = {"register": [], "validate": [], "staging": [], "prod": [], "delivery": []}
    content = bytearray(random.randbytes(MODEL_BYTES))
    for number in range(1, versions + 1):
        content[:8] = random.randbytes(8)
        body = bytes(content)
        metrics = {metric: random.random() for metric in METRICS}
        at = [time.perf_counter()]
        if number == 1:
            peer.create_model(name)
        version = peer.register(name, body, metrics)
        at.append(time.perf_counter())
        peer.validate(name, version)
        at.append(time.perf_counter())
        peer.alias(name, "staging", version) if form == "aliases" else peer.transition(name, "Staging", version)
        at.append(time.perf_counter())
        peer.alias(name, "prod", version) if form == "aliases" else peer.transition(name, "Production", version)
        at.append(time.perf_counter())
        for operation, begin, end in zip(times, at, at[1:]):
            times[operation].append(1000 * (end - begin))
        times["delivery"].append(1000 * (at[-1] - at[0]))
    champion = peer.champion(name, form)
    if str(champion) != str(versions):
        sys.exit(f"{name} has v{champion} in prod, not v{versions}")
    return times


def main():
    peer = {"rest": Rest, "client": Client}[sys.argv[1]](sys.argv[2])
    print("ready", flush=True)
    for line in sys.stdin:
        form, name, versions = line.split()
        # What MLflow's client prints about runs is no answer.
        with contextlib.redirect_stdout(sys.stderr):
            times = deliver(peer, form, name, int(versions))
        print(json.dumps(times), flush=True)


if __name__ == "__main__":
    main()
