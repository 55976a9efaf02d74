package io.jenkins.plugins.modeldelivery.score;

import io.jenkins.plugins.modeldelivery.data.RowStream;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.ScoreRequest;
import io.jenkins.plugins.modeldelivery.document.ScoreResult;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.foreign.AnyModel;
import io.jenkins.plugins.modeldelivery.model.EngineVersion;
import io.jenkins.plugins.modeldelivery.model.LoadedModel;
import io.jenkins.plugins.modeldelivery.model.Unseen;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/** Runs a {@link ScoreRequest}. */
public final class Scoring {

    /** The column of predicted classes or numbers. */
    public static final String PREDICTION = "prediction";

    /** The column with the probability of the positive class, and what the names for three or more classes begin with. */
    public static final String PROBABILITY = "probability";

    /** The column with the distance to the centre of the nearest cluster. */
    public static final String DISTANCE = "distance";

    /** The column that says how unusual a row is. */
    public static final String SCORE = "score";

    private Scoring() {}

    /**
     * Writes the output file, complete or not at all: the rows of the input as they are, with columns appended:
     * {@value #PREDICTION}, of clusters the nearest, of anomalies whether the row is one; for clusters {@value #DISTANCE}, to the
     * centre; for anomalies {@value #SCORE}; for two classes {@value #PROBABILITY}, that of the positive class; for more
     * {@code probability_<class>} each. RFC 4180 with the input's separator; compressed if its name ends in {@code .gz}.
     *
     * @throws InputException model or data cannot be used
     * @throws IOException the disk failed
     */
    public static ScoreResult run(ScoreRequest request, Progress progress) throws IOException {
        Instant started = Instant.now();
        if (request.output() == null || request.output().isBlank()) {
            throw new InputException("No output is given", "parameter output", "Name the CSV file to write.");
        }
        Path output = Path.of(request.output()).toAbsolutePath();
        if (Files.exists(output) && !Files.isDirectory(output) && !Files.isRegularFile(output)) {
            // It would be replaced by a file: fatal for /dev/null.
            throw new InputException(
                    "The output is a pipe or a device", request.output(), "Name a file in a directory that exists.");
        }
        Source data = Source.of(request.data());
        for (Path file : data.files()) {
            if (Files.exists(output) && Files.exists(file) && Files.isSameFile(output, file)) {
                throw new InputException(
                        "The output is the data file itself",
                        request.output(),
                        "Name another file for the predictions.");
            }
        }
        if (Files.isDirectory(output) || !Files.isDirectory(output.getParent())) {
            throw new InputException(
                    Files.isDirectory(output) ? "The output is a directory" : "The output's directory does not exist",
                    request.output(),
                    "Name a file in a directory that exists.");
        }
        int threads = request.threads() == null ? Runtime.getRuntime().availableProcessors() : request.threads();
        try (LoadedModel model = AnyModel.load(Path.of(request.modelFile()));
                RowStream rows = RowStream.open(
                        model.source(request.data(), request.reading()),
                        model.signature().inputs(),
                        progress)) {
            List<String> appended = columns(model);
            refuseExisting(rows, appended, request.data());
            List<String> warnings = new ArrayList<>();
            Unseen unseen = new Unseen(model.signature());
            DataFacts facts = write(output, rows, model, unseen, appended, threads);
            warnings.addAll(unseen.warnings());
            double seconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
            return new ScoreResult(
                    new Result.Run(EngineVersion.current(), started, seconds),
                    request.model(),
                    request.version(),
                    model.sha256(),
                    facts,
                    request.output(),
                    appended,
                    warnings);
        }
    }

    private static List<String> columns(LoadedModel model) {
        List<String> columns = new ArrayList<>(List.of(PREDICTION));
        if (model.task() == Task.BINARY) {
            columns.add(PROBABILITY);
        } else if (model.task() == Task.MULTICLASS) {
            model.classes().forEach(c -> columns.add(PROBABILITY + "_" + c));
        } else if (model.task() == Task.CLUSTERING) {
            columns.add(DISTANCE);
        } else if (model.task() == Task.ANOMALY) {
            columns.add(SCORE);
        }
        return columns;
    }

    private static void refuseExisting(RowStream rows, List<String> appended, String data) {
        for (String column : appended) {
            if (rows.names().contains(column)) {
                throw new InputException(
                        "There already is a column '" + column + "'",
                        data + ":1",
                        "Rename it: the predictions are appended under that name.");
            }
        }
    }

    private static DataFacts write(
            Path output, RowStream rows, LoadedModel model, Unseen unseen, List<String> appended, int threads)
            throws IOException {
        // Not a createTempFile: that would leave the output readable by nobody else.
        Path temporary = output.resolveSibling(output.getFileName() + "." + UUID.randomUUID() + ".tmp");
        // Also when the process is told to end.
        temporary.toFile().deleteOnExit();
        try {
            DataFacts facts;
            try (OutputStream out = open(temporary, output)) {
                List<String> header = new ArrayList<>(rows.names());
                header.addAll(appended);
                out.write(String.join(
                                String.valueOf(rows.separator()),
                                header.stream()
                                        .map(n -> quoted(n, rows.separator()))
                                        .toList())
                        .getBytes(StandardCharsets.UTF_8));
                out.write('\n');
                Writer writer = new Writer(model, rows.separator());
                while (rows.next()) {
                    unseen.add(rows.rows());
                    Predictions predictions = model.predict(rows.rows(), threads);
                    for (int row = 0; row < predictions.rows(); row++) {
                        rows.copy(row, out);
                        out.write(writer.cells(predictions, row));
                    }
                }
                facts = rows.facts();
            }
            Files.move(temporary, output, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return facts;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static OutputStream open(Path temporary, Path output) throws IOException {
        OutputStream file = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new BufferedOutputStream(
                output.getFileName().toString().endsWith(".gz") ? new GZIPOutputStream(file) : file, 1 << 16);
    }

    /** The appended cells of a row. */
    private static final class Writer {
        private final LoadedModel model;
        private final char separator;
        private final List<String> classes;

        Writer(LoadedModel model, char separator) {
            this.model = model;
            this.separator = separator;
            this.classes = model.task() == Task.REGRESSION
                    ? List.of()
                    : model.classes().stream().map(c -> quoted(c, separator)).toList();
        }

        byte[] cells(Predictions predictions, int row) {
            StringBuilder text = new StringBuilder().append(separator);
            double[] values = predictions.values();
            switch (model.task()) {
                case REGRESSION -> text.append((float) values[row]);
                case BINARY ->
                    text.append(classes.get(values[row] >= 0.5 ? 1 : 0))
                            .append(separator)
                            .append((float) values[row]);
                case CLUSTERING ->
                    text.append(classes.get((int) values[2 * row]))
                            .append(separator)
                            .append((float) values[2 * row + 1]);
                case ANOMALY ->
                    text.append(classes.get(predictions.flagged(row) ? 1 : 0))
                            .append(separator)
                            .append((float) values[row]);
                case MULTICLASS -> {
                    int first = row * classes.size();
                    int best = 0;
                    for (int c = 1; c < classes.size(); c++) {
                        best = values[first + c] > values[first + best] ? c : best;
                    }
                    text.append(classes.get(best));
                    for (int c = 0; c < classes.size(); c++) {
                        text.append(separator).append((float) values[first + c]);
                    }
                }
            }
            return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String quoted(String cell, char separator) {
        boolean needed = cell.indexOf(separator) >= 0
                || cell.indexOf('"') >= 0
                || cell.indexOf('\n') >= 0
                || cell.indexOf('\r') >= 0;
        return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
