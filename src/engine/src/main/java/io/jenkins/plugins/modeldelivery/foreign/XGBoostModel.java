package io.jenkins.plugins.modeldelivery.foreign;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.FileSignature;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.format.Malformed;
import io.jenkins.plugins.modeldelivery.format.XGBoostFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * Trees of an XGBoost file, whichever version wrote it, added up in plain Java as XGBoost does ("Introduction to Boosted
 * Trees", "Introduction to Model IO" of xgboost.readthedocs.io): in single precision, tree after tree. No native library is
 * needed.
 */
final class XGBoostModel extends ForeignModel {

    private static final int CHUNK = 4096;

    private final XGBoostTrees trees;
    private final List<TrainResult.Importance> importances;

    private XGBoostModel(
            FileSignature file,
            List<Signature.Field> inputs,
            String sha256,
            XGBoostTrees trees,
            List<TrainResult.Importance> importances) {
        super(file, inputs, sha256);
        this.trees = trees;
        this.importances = importances;
    }

    static XGBoostModel load(Path path, FileSignature file) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            Map<String, Object> content = XGBoostFile.read(in, Files.size(path), place -> false);
            Map<String, Object> learner = XGBoostFile.map(content.get("learner"), "learner");
            XGBoostTrees trees = XGBoostTrees.of(learner, file.features().size());
            if (file.task() == Task.MULTICLASS
                            && trees.groups() != file.classes().size()
                    || file.task() != Task.MULTICLASS && trees.groups() != 1) {
                throw new Malformed("its trees add up to " + trees.groups() + " numbers");
            }
            List<Signature.Field> inputs = inputs(learner, file.features());
            return new XGBoostModel(file, inputs, sha256(path), trees, importances(trees, file.features()));
        } catch (Malformed e) {
            throw new InputException(
                    new Problem(
                            "The XGBoost file cannot be run: " + e.getMessage(),
                            path.getFileName().toString(),
                            "Let XGBoost write its predictions, and judge those."),
                    e);
        }
    }

    /** Numbers, but for columns that pandas had as categories; those hold the names since XGBoost 3.1. */
    private static List<Signature.Field> inputs(Map<String, Object> learner, List<String> features) throws IOException {
        List<Signature.Field> inputs = new ArrayList<>();
        Map<String, Object> model = XGBoostTrees.model(learner);
        List<?> encoded = model.get("cats") instanceof Map<?, ?> cats && cats.get("enc") instanceof List<?> list
                ? list
                : List.of();
        for (int f = 0; f < features.size(); f++) {
            List<String> names = f < encoded.size() ? names(encoded.get(f)) : List.of();
            inputs.add(
                    names.isEmpty()
                            ? field(features.get(f), Signature.Type.NUMERIC)
                            : new Signature.Field(features.get(f), Signature.Type.CATEGORICAL, null, null, names, 0));
        }
        return inputs;
    }

    private static List<String> names(Object encoding) throws IOException {
        if (!(encoding instanceof Map<?, ?> map)) {
            return List.of();
        }
        double[] offsets = XGBoostFile.numbers(map.get("offsets"));
        double[] values = XGBoostFile.numbers(map.get("values"));
        List<String> names = new ArrayList<>();
        for (int i = 0; i + 1 < offsets.length; i++) {
            int from = (int) offsets[i];
            int to = (int) offsets[i + 1];
            if (from < 0 || to < from || to > values.length) {
                throw new Malformed("its names of categories are damaged");
            }
            byte[] name = new byte[to - from];
            for (int b = from; b < to; b++) {
                name[b - from] = (byte) (int) values[b];
            }
            names.add(new String(name, StandardCharsets.UTF_8));
        }
        return names;
    }

    private static List<TrainResult.Importance> importances(XGBoostTrees trees, List<String> features) {
        double[] gains = trees.gains();
        double sum = java.util.Arrays.stream(gains).sum();
        return sum <= 0
                ? List.of()
                : IntStream.range(0, gains.length)
                        .mapToObj(f -> new TrainResult.Importance(features.get(f), gains[f] / sum))
                        .sorted(Comparator.comparingDouble((TrainResult.Importance i) -> -i.share()))
                        .toList();
    }

    @Override
    double[] outputs(Frame frame, int threads) {
        List<Column> columns = columns(frame);
        int[][] codes = new int[columns.size()][];
        for (int f = 0; f < codes.length; f++) {
            if (columns.get(f) instanceof Column.Categorical categorical) {
                codes[f] = codes(categorical, signature().inputs().get(f).categories());
            }
        }
        double[] values = new double[Math.multiplyExact(frame.rows(), outputs())];
        int chunks = (frame.rows() + CHUNK - 1) / CHUNK;
        if (threads < 2 || chunks < 2) {
            for (int chunk = 0; chunk < chunks; chunk++) {
                add(columns, codes, chunk, frame.rows(), values);
            }
            return values;
        }
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            pool.submit(() -> IntStream.range(0, chunks)
                            .parallel()
                            .forEach(chunk -> add(columns, codes, chunk, frame.rows(), values)))
                    .join();
        } finally {
            pool.shutdown();
        }
        return values;
    }

    private void add(List<Column> columns, int[][] codes, int chunk, int rows, double[] values) {
        float[] row = new float[columns.size()];
        float[] sums = new float[trees.groups()];
        int to = Math.min(rows, (chunk + 1) * CHUNK);
        for (int r = chunk * CHUNK; r < to; r++) {
            for (int f = 0; f < row.length; f++) {
                row[f] = codes[f] == null ? ((Column.Numeric) columns.get(f)).values()[r] : code(columns, codes, f, r);
            }
            trees.add(row, sums);
            put(sums, values, r);
        }
    }

    private static float code(List<Column> columns, int[][] codes, int feature, int row) {
        int code = ((Column.Categorical) columns.get(feature)).codes()[row];
        return code < 0 || codes[feature][code] < 0 ? Float.NaN : codes[feature][code];
    }

    /** The file's number of each category; -1 for one that it does not know, which counts as missing. */
    private static int[] codes(Column.Categorical column, List<String> known) {
        Map<String, Integer> index = new HashMap<>();
        known.forEach(name -> index.putIfAbsent(name, index.size()));
        return column.categories().stream()
                .mapToInt(name -> index.getOrDefault(name, -1))
                .toArray();
    }

    /** What the objective makes of the sums. */
    private void put(float[] sums, double[] values, int row) {
        switch (task()) {
            case REGRESSION -> values[row] = trees.transformed(sums[0]);
            case BINARY -> {
                double positive = trees.transformed(sums[0]);
                values[2 * row] = 1 - positive;
                values[2 * row + 1] = positive;
            }
            case MULTICLASS -> {
                float most = Float.NEGATIVE_INFINITY;
                for (float sum : sums) {
                    most = Math.max(most, sum);
                }
                double total = 0;
                for (int c = 0; c < sums.length; c++) {
                    double e = Math.exp(sums[c] - most);
                    values[row * sums.length + c] = e;
                    total += e;
                }
                for (int c = 0; c < sums.length; c++) {
                    values[row * sums.length + c] /= total;
                }
            }
        }
    }

    @Override
    public List<TrainResult.Importance> importances() {
        return importances;
    }

    @Override
    public void close() {
        // Nothing but memory of Java's own.
    }
}
