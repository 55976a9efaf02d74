package io.jenkins.plugins.modeldelivery.foreign;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.FileSignature;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.model.LoadedModel;
import io.jenkins.plugins.modeldelivery.model.ModelData;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** What models of all other tools have in common: the words of a signature for what their files say. */
abstract class ForeignModel implements LoadedModel {

    private static final int BUFFER = 1 << 16;

    private final FileSignature file;
    private final Signature signature;
    private final List<String> classes;
    private final String sha256;

    ForeignModel(FileSignature file, List<Signature.Field> inputs, String sha256) {
        this.file = file;
        this.sha256 = sha256;
        this.signature = new Signature(
                inputs,
                new Signature.Field(
                        file.target(),
                        numeric(file.classes()) ? Signature.Type.NUMERIC : Signature.Type.CATEGORICAL,
                        null,
                        null,
                        null,
                        0));
        List<String> ordered = file.classes() == null ? null : new ArrayList<>(file.classes());
        if (swapped()) {
            Collections.reverse(ordered);
        }
        this.classes = ordered == null ? null : List.copyOf(ordered);
    }

    /** A target of numbers reads as numbers, so that a class 1 is also written 1.0. */
    private static boolean numeric(List<String> classes) {
        return classes == null || classes.stream().allMatch(c -> c.matches("[-+]?[0-9]+(\\.[0-9]+)?"));
    }

    private boolean swapped() {
        return file.task() == Task.BINARY
                && file.positive() != null
                && file.positive().equals(file.classes().get(0));
    }

    /** A feature without known categories. */
    static Signature.Field field(String name, Signature.Type type) {
        return new Signature.Field(name, type, null, null, null, 0);
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    FileSignature file() {
        return file;
    }

    /** How many numbers the model puts out a row: one for a regression, else one for each class. */
    int outputs() {
        return file.task() == Task.REGRESSION ? 1 : file.classes().size();
    }

    /**
     * What the model puts out.
     *
     * @return regression: the number, shape [rows]; else probabilities in the order of the file's classes, shape [rows x
     *     classes]
     */
    abstract double[] outputs(Frame frame, int threads);

    @Override
    public final Predictions predict(Frame frame, int threads) {
        double[] values = outputs(frame, threads);
        if (file.task() == Task.BINARY) {
            int positive = swapped() ? 0 : 1;
            double[] probabilities = new double[values.length / 2];
            for (int row = 0; row < probabilities.length; row++) {
                probabilities[row] = values[2 * row + positive];
            }
            values = probabilities;
        }
        return new Predictions(file.task(), classes, values);
    }

    /** The columns of the features, in the order of the signature, each of the signature's type. */
    List<Column> columns(Frame frame) {
        List<Column> columns = new ArrayList<>();
        for (Signature.Field input : signature.inputs()) {
            Column column = frame.column(input.name()).orElse(null);
            if (column == null || column.type() != input.type()) {
                throw new InputException(
                        "The column '" + input.name() + "' is "
                                + (column == null ? "missing" : "of type " + column.type()),
                        frame.facts() == null ? null : frame.facts().path(),
                        "The model needs it as " + input.type() + ".");
            }
            columns.add(column);
        }
        return columns;
    }

    @Override
    public Task task() {
        return file.task();
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public Source source(String data, Reading asked) throws IOException {
        return ModelData.source(data, asked, null, signature);
    }

    @Override
    public Profile profile() {
        return null;
    }

    @Override
    public List<TrainResult.Importance> importances() {
        return List.of();
    }

    @Override
    public String sha256() {
        return sha256;
    }
}
