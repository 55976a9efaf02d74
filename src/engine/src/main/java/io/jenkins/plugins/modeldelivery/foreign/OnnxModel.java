package io.jenkins.plugins.modeldelivery.foreign;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.FileSignature;
import io.jenkins.plugins.modeldelivery.document.FileSignature.Tensor;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX model. Its inputs take the features in order, each as many columns as its shape says: one matrix, one column each,
 * or anything between. It puts out numbers, or probabilities as a tensor or as a sequence of maps by class.
 */
final class OnnxModel extends ForeignModel {

    /** Rows at a time: bounds what predicting takes beside the frame. */
    private static final int CHUNK = 16_384;

    private static final String FLOAT = "tensor(float)";
    private static final String DOUBLE = "tensor(double)";
    private static final String LONG = "tensor(int64)";
    private static final String INT = "tensor(int32)";
    private static final String STRING = "tensor(string)";

    private final Path path;
    private final OnnxRuntime runtime;
    private final int[] widths;
    private final Tensor output;

    /** Rows that the model takes at once; 0: as many as there are. */
    private final int batch;

    private OnnxRuntime.Session session;

    private OnnxModel(Path path, FileSignature file, List<Signature.Field> fields, int[] widths, OnnxRuntime runtime)
            throws IOException {
        super(file, fields, sha256(path));
        this.path = path;
        this.runtime = runtime;
        this.widths = widths;
        this.output = output(file);
        this.batch = batch(file.inputs());
    }

    static OnnxModel load(Path path, FileSignature file) throws IOException {
        int[] widths = widths(file);
        List<Signature.Field> fields = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < widths.length; i++) {
            Tensor input = file.inputs().get(i);
            Signature.Type type =
                    switch (input.type()) {
                        case FLOAT, DOUBLE, LONG, INT -> Signature.Type.NUMERIC;
                        case STRING -> Signature.Type.CATEGORICAL;
                        default ->
                            throw unusable(
                                    "The input " + input + " of the model takes neither numbers nor texts of a table");
                    };
            for (int c = 0; c < widths[i]; c++) {
                fields.add(field(file.features().get(at++), type));
            }
        }
        return new OnnxModel(path, file, fields, widths, OnnxRuntime.load(path));
    }

    private static InputException unusable(String what) {
        return new InputException(
                what, "the ONNX file", "Let the tool that made it write its predictions, and judge those.");
    }

    /** Columns that each input takes; the one that does not say takes what the others leave. */
    private static int[] widths(FileSignature file) {
        List<Tensor> inputs = file.inputs();
        int[] widths = new int[inputs.size()];
        int known = 0;
        int open = -1;
        for (int i = 0; i < widths.length; i++) {
            widths[i] = inputs.get(i).columns();
            if (widths[i] == Tensor.NO_TABLE) {
                throw unusable("The input " + inputs.get(i) + " of the model takes no table");
            }
            if (widths[i] == 0 && open >= 0) {
                throw unusable("The inputs " + inputs.get(open) + " and " + inputs.get(i)
                        + " both do not say how many columns they take");
            }
            open = widths[i] == 0 ? i : open;
            known += widths[i];
        }
        int features = file.features().size();
        if (open >= 0) {
            widths[open] = features - known;
        }
        if (known > features || open < 0 && known != features || open >= 0 && widths[open] < 1) {
            throw new InputException(
                    "The model takes " + (open >= 0 ? "more than " : "") + known + " columns, and " + features
                            + " features were named when it was registered",
                    "parameter 'features' of its registration",
                    "Register it again with as many, in the order in which the model takes them.");
        }
        return widths;
    }

    private static int batch(List<Tensor> inputs) {
        int batch = 0;
        for (Tensor input : inputs) {
            if (input.shape() != null && input.shape().get(0).matches("[0-9]{1,9}")) {
                batch = Integer.parseInt(input.shape().get(0));
            }
        }
        return batch;
    }

    /** The probabilities, or the number: maps by class, else the one tensor of floating-point numbers that fits best. */
    private static Tensor output(FileSignature file) {
        List<Tensor> numbers = new ArrayList<>();
        for (Tensor output : file.outputs()) {
            if (output.type().startsWith("seq(map(") && file.task() != Task.REGRESSION) {
                return output;
            }
            if (output.type().equals(FLOAT) || output.type().equals(DOUBLE)) {
                numbers.add(output);
            }
        }
        if (numbers.isEmpty()) {
            throw unusable(
                    file.task() == Task.REGRESSION
                            ? "The model puts out no number"
                            : "The model puts out no probabilities, but classes alone");
        }
        return numbers.stream()
                .filter(t -> t.name().toLowerCase(java.util.Locale.ROOT).contains("prob"))
                .findFirst()
                .orElse(numbers.get(0));
    }

    @Override
    double[] outputs(Frame frame, int threads) {
        List<Column> columns = columns(frame);
        if (session == null) {
            session = runtime.open(path, Math.max(1, threads));
        }
        int outputs = outputs();
        double[] values = new double[Math.multiplyExact(frame.rows(), outputs)];
        int step = batch > 0 ? batch : CHUNK;
        for (int from = 0; from < frame.rows(); from += step) {
            int rows = Math.min(step, frame.rows() - from);
            List<OnnxRuntime.Input> inputs = inputs(frame, columns, from, rows, batch > 0 ? batch : rows);
            Object found = session.run(inputs, Set.of(output.name())).get(output.name());
            for (int row = 0; row < rows; row++) {
                read(found, row, values, (from + row) * outputs);
            }
        }
        return values;
    }

    /** Tensors of so many rows; where there are fewer, the last one is repeated. */
    private List<OnnxRuntime.Input> inputs(Frame frame, List<Column> columns, int from, int rows, int height) {
        List<OnnxRuntime.Input> inputs = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < widths.length; i++) {
            Tensor input = file().inputs().get(i);
            int width = widths[i];
            boolean flat = input.shape() != null && input.shape().size() == 1;
            Object values =
                    switch (input.type()) {
                        case FLOAT -> new float[height * width];
                        case DOUBLE -> new double[height * width];
                        case LONG -> new long[height * width];
                        case INT -> new int[height * width];
                        default -> new String[height * width];
                    };
            for (int c = 0; c < width; c++) {
                Column column = columns.get(first + c);
                for (int r = 0; r < height; r++) {
                    put(values, r * width + c, column, from + Math.min(r, rows - 1), frame);
                }
            }
            inputs.add(new OnnxRuntime.Input(
                    input.name(), values, flat ? new long[] {height} : new long[] {height, width}));
            first += width;
        }
        return inputs;
    }

    private static void put(Object values, int at, Column column, int row, Frame frame) {
        if (column instanceof Column.Categorical text) {
            // What scikit-learn's imputer for texts, and most encoders, take for a missing value.
            ((String[]) values)[at] = text.missing(row) ? "" : text.categories().get(text.codes()[row]);
            return;
        }
        float value = ((Column.Numeric) column).values()[row];
        if (values instanceof float[] floats) {
            floats[at] = value;
        } else if (values instanceof double[] doubles) {
            doubles[at] = value;
        } else if (Float.isNaN(value) || value != Math.rint(value)) {
            throw new InputException(
                    (Float.isNaN(value) ? "A value is missing" : "The value " + value + " is no whole number")
                            + ", and the model takes whole numbers in this column",
                    (frame.facts() == null ? "" : frame.facts().path() + ", ") + "data row " + (row + 1) + ", column '"
                            + column.name() + "'",
                    "Fill it in, or export the model with floating-point inputs.");
        } else if (values instanceof long[] longs) {
            longs[at] = (long) value;
        } else {
            ((int[]) values)[at] = (int) value;
        }
    }

    private void read(Object found, int row, double[] values, int at) {
        int outputs = outputs();
        if (found instanceof List<?> maps) {
            byClass((Map<?, ?>) maps.get(row), values, at);
        } else if (found instanceof float[][] matrix) {
            for (int o = 0; o < width(matrix[row].length); o++) {
                values[at + o] = matrix[row][o];
            }
            complete(matrix[row].length, values, at);
        } else if (found instanceof double[][] matrix) {
            System.arraycopy(matrix[row], 0, values, at, width(matrix[row].length));
            complete(matrix[row].length, values, at);
        } else if (found instanceof float[] column) {
            values[at] = column[row];
            width(1);
            complete(1, values, at);
        } else if (found instanceof double[] column) {
            values[at] = column[row];
            width(1);
            complete(1, values, at);
        } else {
            throw unusable("The output " + output + " of the model is no table");
        }
        if (task() != Task.REGRESSION) {
            for (int o = at; o < at + outputs; o++) {
                if (!(values[o] >= -TOLERANCE && values[o] <= 1 + TOLERANCE)) {
                    throw unusable(
                            "The output " + output + " of the model holds " + values[o] + ", which is no probability");
                }
                values[o] = Math.max(0, Math.min(1, values[o]));
            }
        }
    }

    /** Sums in single precision may leave the interval by so much. */
    private static final double TOLERANCE = 1e-4;

    /** Two classes may come as one number, the probability of the second. */
    private int width(int found) {
        if (found != outputs() && !(found == 1 && outputs() == 2)) {
            throw unusable("The output " + output + " of the model has " + found + " columns, not " + outputs());
        }
        return found;
    }

    private void complete(int found, double[] values, int at) {
        if (found == 1 && outputs() == 2) {
            values[at + 1] = values[at];
            values[at] = 1 - values[at + 1];
        }
    }

    private void byClass(Map<?, ?> map, double[] values, int at) {
        List<String> labels = file().labels() == null ? file().classes() : file().labels();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            int index = labels.indexOf(String.valueOf(entry.getKey()));
            if (index < 0 || !(entry.getValue() instanceof Number probability)) {
                throw unusable("The output " + output + " of the model knows the class '" + entry.getKey()
                        + "', which was not named when it was registered");
            }
            values[at + index] = probability.doubleValue();
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
