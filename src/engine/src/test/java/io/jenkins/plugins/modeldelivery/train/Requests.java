package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Builds requests for tests, one change at a time. */
public final class Requests {
    private final Path dir;
    private String data;
    private String target = "y";
    private String trainer;
    private Map<String, Object> parameters = Map.of();
    private Task task;
    private List<String> features;
    private List<String> ignore;
    private String positive;
    private String testData;
    private Double test;
    private String timeColumn;
    private String groupColumn;
    private String export;
    private Integer threads = 2;
    private String weightColumn;
    private String classWeights;
    private List<String> increasing;
    private List<String> decreasing;
    private Reading reading;

    public Requests(Path dir) {
        this.dir = dir;
        this.data = dir.resolve("data.csv").toString();
    }

    /** Rows of a number {@code x}, a category {@code c}, noise {@code n}, and {@code y} that follows from them. */
    public static String table(int rows, java.util.function.BiFunction<Double, String, String> y) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("x,c,n,y\n");
        for (int i = 0; i < rows; i++) {
            double x = random.nextInt(1000) / 100.0;
            String c = List.of("red", "green", "blue").get(random.nextInt(3));
            String cell = random.nextInt(20) == 0 ? "" : String.format(Locale.ROOT, "%.2f", x);
            text.append(cell)
                    .append(',')
                    .append(c)
                    .append(',')
                    .append(random.nextInt(50))
                    .append(',');
            text.append(y.apply(x + random.nextGaussian(), c)).append('\n');
        }
        return text.toString();
    }

    public Requests data(String content) throws IOException {
        Files.writeString(Path.of(data), content);
        return this;
    }

    public Requests file(String file) {
        data = file;
        return this;
    }

    public Requests target(String name) {
        target = name;
        return this;
    }

    public Requests trainer(String name) {
        trainer = name;
        return this;
    }

    public Requests parameters(Map<String, Object> values) {
        parameters = values;
        return this;
    }

    public Requests task(Task value) {
        task = value;
        return this;
    }

    public Requests features(String... names) {
        features = List.of(names);
        return this;
    }

    public Requests ignore(String... names) {
        ignore = List.of(names);
        return this;
    }

    public Requests positive(String name) {
        positive = name;
        return this;
    }

    public Requests testData(String file) {
        testData = file;
        return this;
    }

    public Requests test(double share) {
        test = share;
        return this;
    }

    public Requests timeColumn(String name) {
        timeColumn = name;
        return this;
    }

    public Requests export(String file) {
        export = file;
        return this;
    }

    public Requests groupColumn(String name) {
        groupColumn = name;
        return this;
    }

    public Requests weightColumn(String name) {
        weightColumn = name;
        return this;
    }

    public Requests classWeights(String how) {
        classWeights = how;
        return this;
    }

    public Requests increasing(String... names) {
        increasing = List.of(names);
        return this;
    }

    public Requests decreasing(String... names) {
        decreasing = List.of(names);
        return this;
    }

    public Requests reading(Reading how) {
        reading = how;
        return this;
    }

    public Requests threads(int number) {
        threads = number;
        return this;
    }

    public TrainResult run() throws IOException {
        return Training.run(request(), Progress.SILENT);
    }

    public TrainRequest request() {
        TrainerSpec spec = trainer == null && parameters.isEmpty() ? null : new TrainerSpec(trainer, parameters);
        return new TrainRequest(
                "team/model",
                dir.toString(),
                data,
                target,
                task,
                spec,
                features,
                ignore,
                positive,
                testData,
                test,
                timeColumn,
                null,
                threads,
                groupColumn,
                weightColumn,
                classWeights,
                increasing,
                decreasing,
                export,
                reading);
    }
}
