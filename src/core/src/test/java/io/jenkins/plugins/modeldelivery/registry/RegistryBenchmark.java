package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Our side of docs/benchmarks/registry: delivers versions into a registry, by threads of one process as the builds of one
 * controller do, and says how long each operation took until it was on disk.
 *
 * <p>{@code java -cp ... RegistryBenchmark <directory>} reads lines {@code <clients> <models of each> <versions of each>}
 * and answers each with a line of JSON: the seconds of all, and the milliseconds of each operation by name.
 */
public final class RegistryBenchmark {

    /** Size of a model file: what the quick start's boosted trees take. */
    private static final int MODEL_BYTES = 36 * 1024;

    private static final List<String> METRICS = List.of(
            "accuracy",
            "balancedAccuracy",
            "precision",
            "recall",
            "f1",
            "auc",
            "prAuc",
            "mcc",
            "logLoss",
            "brier",
            "ece");

    private final Registry registry;
    private int round;

    private RegistryBenchmark(Registry registry) {
        this.registry = registry;
    }

    /** One answer per line of the standard input, until that ends; then the registry is verified. */
    public static void main(String[] arguments) throws Exception {
        try (Registry registry = Registry.open(Path.of(arguments[0]), Stages.DEFAULT)) {
            RegistryBenchmark benchmark = new RegistryBenchmark(registry);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] numbers = line.split(" ");
                System.out.println(Json.line(benchmark.round(
                        Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]))));
            }
            List<String> problems = registry.verify();
            if (!problems.isEmpty()) {
                throw new IOException(String.join("\n", problems));
            }
        }
    }

    private Map<String, Object> round(int clients, int models, int versions) throws Exception {
        round++;
        CyclicBarrier start = new CyclicBarrier(clients + 1);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<List<double[]>>> results = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Client client = new Client("client" + i);
                results.add(threads.submit(() -> {
                    start.await();
                    for (int model = 0; model < models; model++) {
                        client.deliver(new ModelName("round" + round + "/" + client.name + "/m" + model), versions);
                    }
                    return client.times;
                }));
            }
            start.await();
            long began = System.nanoTime();
            List<double[]> times = new ArrayList<>();
            for (Future<List<double[]>> result : results) {
                times.addAll(result.get());
            }
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("seconds", (System.nanoTime() - began) / 1e9);
            String[] operations = {"register", "validate", "staging", "prod", "delivery"};
            for (int i = 0; i < operations.length; i++) {
                int operation = i;
                answer.put(
                        operations[i],
                        times.stream().mapToDouble(time -> time[operation]).toArray());
            }
            return answer;
        } finally {
            threads.shutdownNow();
        }
    }

    private final class Client {
        private final String name;
        private final Actor actor;
        private final byte[] file = new byte[MODEL_BYTES];
        private final List<double[]> times = new ArrayList<>();
        private final Random random = new Random();

        Client(String name) {
            this.name = name;
            actor = Actor.build("team/train #" + round, "started by " + name);
            random.nextBytes(file);
        }

        /** A new model, and versions of it that each go all the way to the last stage. */
        void deliver(ModelName model, int versions) throws IOException, RegistryException {
            for (int i = 0; i < versions; i++) {
                // Another content each time, so that nothing is found to be stored already.
                ByteBuffer.wrap(file).putLong(random.nextLong());
                long[] at = new long[5];
                at[0] = System.nanoTime();
                BlobRef blob = registry.store("model.zip", new ByteArrayInputStream(file), null);
                Version version = registry.register(model, version(blob), actor);
                at[1] = System.nanoTime();
                registry.record(model, validation(version), actor);
                at[2] = System.nanoTime();
                registry.changes(model, actor).promote(version.number(), "staging", "validated");
                at[3] = System.nanoTime();
                registry.changes(model, actor).promote(version.number(), "prod", "better than the champion");
                at[4] = System.nanoTime();
                times.add(new double[] {
                    (at[1] - at[0]) / 1e6,
                    (at[2] - at[1]) / 1e6,
                    (at[3] - at[2]) / 1e6,
                    (at[4] - at[3]) / 1e6,
                    (at[4] - at[0]) / 1e6
                });
            }
            int champion = registry.get(model).champion("prod").orElseThrow().number();
            if (champion != versions) {
                throw new IllegalStateException(model + " has v" + champion + " in prod, not v" + versions);
            }
        }

        private NewVersion version(BlobRef blob) {
            return new NewVersion(
                    "model-delivery",
                    blob,
                    Map.of(),
                    Task.BINARY,
                    "damage",
                    metrics(),
                    new Lineage(
                            new Lineage.Code(
                                    "https://git.example.org/team/train.git",
                                    "main",
                                    "4b825dc642cb6eb9a060e54bf8d69288fbee4904"),
                            new Lineage.Build("team/train", round, "job/team/job/train/" + round + "/"),
                            List.of(new DataFacts("train.csv", blob.sha256(), 1_234_567, 20_000, 31)),
                            new TrainerSpec(
                                    "gradientBoosting",
                                    Map.of(
                                            "rounds", 100,
                                            "depth", 6,
                                            "learningRate", 0.1,
                                            "subsample", 1.0,
                                            "minChildWeight", 1.0,
                                            "lambda", 1.0)),
                            42L,
                            "1.0"),
                    "retrained",
                    Map.of("owner", "alice", "purpose", "benchmark", "team", "delivery", "ticket", "42"),
                    null);
        }

        private Event validation(Version version) {
            return new Event.VersionValidated(
                    version.number(),
                    version.facts().model().sha256(),
                    null,
                    metrics(),
                    null,
                    null,
                    List.of(new GateDecision(
                            new Gate("auc", 0.75, null, null, null, false, null),
                            GateDecision.Outcome.PASS,
                            0.87,
                            null,
                            "auc 0.87 >= 0.75: pass")),
                    true,
                    Map.of());
        }

        private Map<String, Double> metrics() {
            Map<String, Double> metrics = new LinkedHashMap<>();
            METRICS.forEach(metric -> metrics.put(metric, random.nextDouble()));
            return metrics;
        }
    }
}
