package io.jenkins.plugins.modeldelivery.format;

import io.jenkins.plugins.modeldelivery.document.FileSignature;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats that a model file of another tool may be registered with. */
public enum ModelFormat {
    /** A ModelProto with a graph; can be run through ONNX Runtime. */
    ONNX,
    /** JSON or UBJ of XGBoost itself; can be run. */
    XGBOOST,
    /** A protocol buffer of Tribuo; kept and given out. */
    TRIBUO,
    /** Anything; kept and given out. */
    OTHER;

    private static final int HEAD = 8;

    /** As people write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them, as people write them. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(ModelFormat::id).toList();
    }

    /**
     * The format of that name.
     *
     * @param where parameter that names it, for the message
     * @throws InputException if there is none
     */
    public static ModelFormat of(String id, String where) {
        return Arrays.stream(values())
                .filter(format -> format.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "The format '" + id + "' is unknown", where, Nearest.advice(id, ids(), "formats")));
    }

    /** Whether validateModel, checkDrift and scoreModel can run a version of that format, other than the engine's own. */
    public static boolean runs(String id) {
        return ONNX.id().equals(id) || XGBOOST.id().equals(id);
    }

    /**
     * Reads a model file and finds out whether it is what it is said to be. Nothing of it is run.
     *
     * @param in the file; not closed
     * @param size its bytes
     * @param file its name, for the message
     * @return its inputs and outputs; null for formats that are not looked into
     * @throws InputException if it is not of this format
     * @throws IOException reading failed
     */
    public FileSignature check(InputStream in, long size, String file) throws IOException {
        if (this == OTHER) {
            return null;
        }
        java.io.BufferedInputStream buffered = new java.io.BufferedInputStream(in, 1 << 16);
        buffered.mark(HEAD);
        byte[] head = buffered.readNBytes(HEAD);
        buffered.reset();
        try {
            return switch (this) {
                case ONNX -> OnnxFile.read(new Bytes(buffered, size));
                case XGBOOST -> XGBoostFile.signature(buffered, size);
                case TRIBUO -> {
                    tribuo(new Bytes(buffered, size));
                    yield null;
                }
                case OTHER -> null;
            };
        } catch (Malformed | EOFException e) {
            throw new InputException(new Problem(what(e), file, advice(head)), e);
        }
    }

    private String what(IOException e) {
        String article =
                switch (this) {
                    case ONNX -> "This is no ONNX file: ";
                    case XGBOOST -> "This is no model that XGBoost saved: ";
                    default -> "This is no model that Tribuo saved: ";
                };
        return article + e.getMessage();
    }

    /** What it looks like instead, and what to do. */
    private String advice(byte[] head) {
        String text = new String(head, java.nio.charset.StandardCharsets.ISO_8859_1);
        String looks = "";
        if (text.startsWith("\u0080") && text.length() > 1 && text.charAt(1) < 6) {
            looks = "It looks like a Python pickle. ";
        } else if (text.startsWith("\u00ac\u00ed")) {
            looks = "It looks like Java serialization. ";
        } else if (text.startsWith("PK")) {
            looks = "It looks like a zip. ";
        } else if (text.startsWith("\u001f\u008b")) {
            looks = "It looks compressed by gzip. ";
        } else if (text.startsWith("\u0089HDF")) {
            looks = "It looks like HDF5 of Keras. ";
        } else if (text.startsWith("binf")) {
            looks = "It looks like XGBoost's old binary format. ";
        }
        return looks
                + switch (this) {
                    case ONNX ->
                        "Export the model as ONNX (skl2onnx, torch.onnx, tf2onnx), in one file, or register it with"
                                + " the format other.";
                    case XGBOOST ->
                        "Save it by save_model(\"model.ubj\") or \"model.json\", or register it with the format other.";
                    default -> "Save it by Model.serializeToFile, or register it with the format other.";
                };
    }

    /** ModelProto of tribuo-core.proto: 1 version, 2 class_name, 3 serialized_data. */
    private static void tribuo(Bytes bytes) throws IOException {
        Protobuf message = new Protobuf(bytes);
        String name = null;
        while (message.next()) {
            if (message.is(2, Protobuf.LENGTH)) {
                name = message.text();
            }
        }
        if (name == null || !name.matches("[\\w$]+(\\.[\\w$]+)+")) {
            throw new Malformed("it names no class of a model");
        }
    }
}
