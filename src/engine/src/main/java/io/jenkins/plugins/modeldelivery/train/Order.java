package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.model.ModelExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A training request, checked as far as that is possible without reading the rows, with every default in place.
 *
 * @param request as it came
 * @param trainer that it names
 * @param parameters all of the trainer's
 * @param test share of rows to split off; unused where a file of test rows is given
 * @param seed of every random choice
 * @param threads at most this many
 */
record Order(
        TrainRequest request,
        TrainerInfo trainer,
        Map<String, Object> parameters,
        double test,
        long seed,
        int threads) {

    private static final double DEFAULT_TEST = 0.2;
    private static final long DEFAULT_SEED = 42;

    /** Checks a request; InputException listing everything that is wrong with it. */
    static Order of(TrainRequest request) throws IOException {
        Problems problems = new Problems();
        TrainerInfo trainer = trainer(request, problems);
        Map<String, Object> parameters = trainer == null
                ? Map.of()
                : trainer.complete(
                        request.trainer() == null ? Map.of() : request.trainer().parameters(), problems.list());
        boolean fits =
                trainer == null || request.task() == null || trainer.tasks().contains(request.task());
        if (!fits) {
            problems.add(wrongTask(trainer, request.task()));
        }
        double test = request.test() == null ? DEFAULT_TEST : request.test();
        if (!(test > 0 && test < 1)) {
            problems.add(
                    "test must be between 0 and 1, not " + request.test(),
                    "parameter test",
                    "It is the share of rows to evaluate on: 0.2 is a fifth.");
        }
        splits(request, problems);
        export(request, trainer, problems);
        if (request.classWeights() != null && !request.classWeights().equals(TrainRequest.BALANCED)) {
            problems.add(
                    "classWeights cannot be '" + request.classWeights() + "'",
                    "parameter classWeights",
                    "Say '" + TrainRequest.BALANCED + "', or leave it out; for other weights give a weightColumn.");
        }
        if (trainer != null
                && !trainer.equals(Trainers.AUTO)
                && supervised(trainer)
                && !Algorithm.of(trainer).monotone()
                && !(request.increasing().isEmpty() && request.decreasing().isEmpty())) {
            problems.add(
                    "Trainer " + trainer.name() + " cannot keep predictions from rising or falling with a feature",
                    "parameter " + (request.increasing().isEmpty() ? "decreasing" : "increasing"),
                    "Take "
                            + Algorithm.ALL.stream()
                                    .filter(a -> a.monotone() && !(a instanceof Dummy))
                                    .map(a -> a.info().name())
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        if (trainer != null && !supervised(trainer)) {
            Unusable.check(request, trainer, problems);
        }
        if (request.threads() != null && request.threads() < 1) {
            problems.add("threads must be at least 1, not " + request.threads(), "parameter threads", null);
        }
        if (request.out() == null || !Files.isDirectory(Path.of(request.out()))) {
            problems.add("The output directory does not exist", String.valueOf(request.out()), "Create it.");
        }
        Problems ofReading = new Problems();
        reading(request).check(ofReading);
        ofReading.list().forEach(problems::add);
        boolean readable = ofReading.list().isEmpty();
        List<String> columns = readable ? columns(request.data(), request, "data", problems) : null;
        if (columns != null) {
            reading(request).checkColumns(columns, problems);
        }
        if (request.testData() != null && readable) {
            List<String> tested = columns(request.testData(), request, "testData", problems);
            if (tested != null && request.target() != null && !tested.contains(request.target())) {
                problems.add(
                        "There is no column '" + request.target() + "' in " + request.testData(),
                        "parameter testData",
                        "The rows to evaluate on need the target as well.");
            }
        }
        if (columns != null) {
            columns(request, columns, trainer == null || supervised(trainer), problems);
        }
        problems.refuse();
        return new Order(
                request,
                trainer,
                parameters,
                test,
                request.seed() == null ? DEFAULT_SEED : request.seed(),
                request.threads() == null ? Runtime.getRuntime().availableProcessors() : request.threads());
    }

    private static boolean supervised(TrainerInfo trainer) {
        return trainer.tasks().stream().anyMatch(Task::supervised);
    }

    /** Whether its trainer learns from a target. */
    boolean supervised() {
        return supervised(trainer);
    }

    /** What cannot be written afterwards is refused before the training. */
    private static void export(TrainRequest request, TrainerInfo trainer, Problems problems) {
        if (request.export() == null) {
            return;
        }
        try {
            Path file = Path.of(request.export());
            ModelExport.check(file);
            if (trainer != null && !ModelExport.possible(trainer.name(), file)) {
                problems.add(ModelExport.impossible(trainer.name(), "parameter export"));
            }
        } catch (InvalidPathException e) {
            problems.add("'" + request.export() + "' is no file name", "parameter export", null);
        } catch (InputException e) {
            problems.add(e.problem());
        }
    }

    private static void splits(TrainRequest request, Problems problems) {
        if (request.testData() != null && request.test() != null) {
            problems.add(
                    "testData and test exclude each other",
                    "parameter testData",
                    "Give the file of test rows, or say how many to split off.");
        }
        if (request.timeColumn() != null && request.groupColumn() != null) {
            problems.add(
                    "timeColumn and groupColumn exclude each other",
                    "parameter groupColumn",
                    "Keep the order of time, or keep groups together.");
        }
    }

    static io.jenkins.plugins.modeldelivery.document.Problem wrongTask(TrainerInfo trainer, Task task) {
        List<String> able = Trainers.ALL.stream()
                .filter(t -> t.tasks().contains(task) && !t.equals(Trainers.DUMMY))
                .map(TrainerInfo::name)
                .toList();
        return new io.jenkins.plugins.modeldelivery.document.Problem(
                "Trainer " + trainer.name() + " cannot do " + task,
                "parameter trainer",
                "Take " + String.join(", ", able) + ".");
    }

    private static TrainerInfo trainer(TrainRequest request, Problems problems) {
        if (request.trainer() == null || request.trainer().name() == null) {
            return Trainers.ALL.get(0);
        }
        String name = request.trainer().name();
        TrainerInfo found = Trainers.find(name).orElse(null);
        if (found == null) {
            problems.add(
                    "There is no trainer '" + name + "'",
                    "parameter trainer",
                    Nearest.advice(name, Trainers.names(), "trainers"));
        }
        return found;
    }

    private static Reading reading(TrainRequest request) {
        return request.reading() == null ? Reading.DETECTED : request.reading();
    }

    /** The file's columns; null if the file cannot be used. */
    private static List<String> columns(String file, TrainRequest request, String parameter, Problems problems)
            throws IOException {
        if (file == null || file.isBlank()) {
            problems.add("No file is given", "parameter " + parameter, "Name a CSV, JSON lines or Parquet file.");
            return null;
        }
        try {
            return DataReader.columnNames(Source.of(file).as(request.reading()));
        } catch (InvalidPathException e) {
            problems.add("'" + file + "' is no file name", "parameter " + parameter, null);
        } catch (InputException e) {
            problems.add(e.problem());
        }
        return null;
    }

    private static void columns(TrainRequest request, List<String> columns, boolean supervised, Problems problems) {
        if (request.target() == null || request.target().isBlank()) {
            if (supervised) {
                problems.add(
                        "No target is given",
                        "parameter target",
                        "Name the column to predict; the trainers kMeans and anomaly need none.");
            }
        } else {
            named("target", request.target(), columns, request, problems);
        }
        request.features().forEach(f -> named("features", f, columns, request, problems));
        request.ignore().forEach(f -> named("ignore", f, columns, request, problems));
        if (request.timeColumn() != null) {
            named("timeColumn", request.timeColumn(), columns, request, problems);
        }
        if (request.groupColumn() != null) {
            named("groupColumn", request.groupColumn(), columns, request, problems);
        }
        if (request.weightColumn() != null) {
            named("weightColumn", request.weightColumn(), columns, request, problems);
            if (request.weightColumn().equals(request.target())) {
                problems.add("The target cannot be the weightColumn as well", "parameter weightColumn", null);
            }
            if (request.features().contains(request.weightColumn())) {
                problems.add(
                        "The weightColumn '" + request.weightColumn() + "' cannot be a feature as well",
                        "parameter features",
                        "Leave it out.");
            }
        }
        request.increasing().forEach(f -> named("increasing", f, columns, request, problems));
        request.decreasing().forEach(f -> named("decreasing", f, columns, request, problems));
        for (String both : request.increasing()) {
            if (request.decreasing().contains(both)) {
                problems.add(
                        "Predictions cannot both rise and fall with '" + both + "'",
                        "parameter decreasing",
                        "Name it in one of increasing and decreasing.");
            }
        }
        if (request.target() != null && request.features().contains(request.target())) {
            problems.add(
                    "The target '" + request.target() + "' cannot be a feature as well",
                    "parameter features",
                    "Leave it out.");
        }
        if (request.target() != null && request.target().equals(request.timeColumn())) {
            problems.add("The target cannot be the timeColumn as well", "parameter timeColumn", null);
        }
        if (request.target() != null && request.target().equals(request.groupColumn())) {
            problems.add("The target cannot be the groupColumn as well", "parameter groupColumn", null);
        }
    }

    private static void named(
            String parameter, String name, List<String> columns, TrainRequest request, Problems problems) {
        if (!columns.contains(name)) {
            problems.add(
                    "There is no column '" + name + "' in " + request.data(),
                    "parameter " + parameter,
                    Nearest.advice(name, columns, "columns"));
        }
    }
}
