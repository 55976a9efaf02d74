package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * What docs/benchmarks/scale runs: a registry of many models, made, opened and asked as a controller's pages ask it. Each
 * phase is a process of its own and answers with a line of JSON on the standard output.
 *
 * <p>{@code java -cp ... ScaleBenchmark make <directory> <models> <versions>} makes the registry.
 * {@code ... first <directory>} opens it and shows the first page of the list. {@code ... warm <directory>} opens it, reads
 * all of it once, and repeats each question; {@code ... search <directory>} asks what needs every model's summary at once.
 */
public final class ScaleBenchmark {

    private static final Predicate<ModelName> ALL = name -> true;
    private static final int REPEATS = 300;

    private ScaleBenchmark() {}

    /** A question to the registry. */
    private interface Question {
        Object ask() throws IOException, RegistryException;
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[1]);
        Map<String, Object> answer =
                switch (arguments[0]) {
                    case "make" -> make(root, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
                    case "first" -> first(root, ModelQuery.of(""));
                    case "search" -> first(root, sorted(ModelQuery.Sort.NEWEST));
                    case "warm" -> warm(root);
                    default -> throw new IllegalArgumentException("make, first, search or warm, not " + arguments[0]);
                };
        System.out.println(Json.line(answer));
    }

    private static Map<String, Object> make(Path root, int models, int versions) throws Exception {
        long began = System.nanoTime();
        RegistryGenerator.Made made = RegistryGenerator.make(root, models, versions);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("models", made.models().size());
        answer.put("events", made.lines());
        answer.put("megabytes", made.bytes() >> 20);
        answer.put("seconds", millis(began) / 1000);
        return answer;
    }

    /** Milliseconds from the start of the process, and from the opening of the registry, to the first page. */
    private static Map<String, Object> first(Path root, ModelQuery query) throws Exception {
        Map<String, Object> answer = new LinkedHashMap<>();
        long began = System.nanoTime();
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            answer.put("open", millis(began));
            Listing listing = registry.search(query, ALL);
            answer.put("page", millis(began));
            answer.put(
                    "sinceStart",
                    System.currentTimeMillis()
                            - ManagementFactory.getRuntimeMXBean().getStartTime());
            answer.put("total", listing.total());
            answer.put("ledgersRead", listing.read());
        }
        return answer;
    }

    private static Map<String, Object> warm(Path root) throws Exception {
        Map<String, Object> answer = new LinkedHashMap<>();
        Random random = new Random(1);
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            List<ModelName> names = registry.models();
            registry.search(sorted(ModelQuery.Sort.NEWEST), ALL);
            answer.put("heapLists", heap());
            long began = System.nanoTime();
            int versions = 0;
            for (ModelName name : names) {
                versions += registry.get(name).versions().size();
            }
            answer.put("walkSeconds", millis(began) / 1000);
            answer.put("versions", versions);
            answer.put("heapAll", heap());
            answer.put("maxHeap", Runtime.getRuntime().maxMemory() >> 20);

            Map<String, Object> times = new LinkedHashMap<>();
            times.put("list, first page", ask(() -> registry.search(ModelQuery.of(""), ALL)));
            times.put(
                    "list, any page",
                    ask(() -> registry.search(ModelQuery.of("").at(1 + random.nextInt(names.size() / 50)), ALL)));
            times.put("list, newest first", ask(() -> registry.search(sorted(ModelQuery.Sort.NEWEST), ALL)));
            times.put("list, by metric", ask(() -> registry.search(sorted(ModelQuery.Sort.METRIC), ALL)));
            times.put("list, search for text", ask(() -> registry.search(text("rain 01"), ALL)));
            times.put("list, a folder", ask(() -> registry.search(ModelQuery.of("area03"), ALL)));
            times.put("list, in prod", ask(() -> registry.search(stage("prod"), ALL)));
            times.put("badge", ask(() -> registry.summary(any(names, random))));
            ModelName one = names.get(names.size() / 2);
            times.put("model, again", ask(() -> registry.get(one)));
            times.put("model, any", ask(() -> registry.get(any(names, random))));
            times.put("in prod at a time, again", ask(() -> registry.at(one, "prod", time(random))));
            times.put("in prod at a time, any", ask(() -> registry.at(any(names, random), "prod", time(random))));
            answer.put("times", times);
        }
        return answer;
    }

    private static ModelQuery sorted(ModelQuery.Sort sort) {
        return new ModelQuery(null, null, null, null, sort, true, 1, ModelQuery.SIZE);
    }

    private static ModelQuery text(String text) {
        return new ModelQuery(null, text, null, null, null, false, 1, ModelQuery.SIZE);
    }

    private static ModelQuery stage(String stage) {
        return new ModelQuery(null, null, stage, null, ModelQuery.Sort.SINCE, true, 1, ModelQuery.SIZE);
    }

    private static ModelName any(List<ModelName> names, Random random) {
        return names.get(random.nextInt(names.size()));
    }

    /** Within the lives that {@link ModelLife} tells. */
    private static Instant time(Random random) {
        return ModelLife.BEGIN.plusSeconds(random.nextInt(700 * 86_400));
    }

    /** Median and 99th percentile, in milliseconds. */
    private static List<Double> ask(Question question) throws IOException, RegistryException {
        double[] times = new double[REPEATS];
        for (int i = -REPEATS / 3; i < REPEATS; i++) {
            long began = System.nanoTime();
            Object answer = question.ask();
            double took = millis(began);
            if (answer == null) {
                throw new IllegalStateException("no answer");
            }
            if (i >= 0) {
                times[i] = took;
            }
        }
        Arrays.sort(times);
        return List.of(times[REPEATS / 2], times[REPEATS * 99 / 100]);
    }

    /** What is in use after a collection, in megabytes. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }

    private static double millis(long began) {
        return (System.nanoTime() - began) / 1e6;
    }
}
