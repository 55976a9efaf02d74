package io.jenkins.plugins.modeldelivery.format;

import io.jenkins.plugins.modeldelivery.document.FileSignature;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads of an ONNX file who made it, its inputs and outputs, and the classes that its nodes name (field numbers: onnx.proto3
 * of github.com/onnx/onnx). Weights are passed over.
 */
final class OnnxFile {

    private static final int MOST_NAMES = 100_000;

    /** TensorProto.DataType, by number. */
    private static final String[] TYPES = {
        "undefined",
        "float",
        "uint8",
        "int8",
        "uint16",
        "int16",
        "int32",
        "int64",
        "string",
        "bool",
        "float16",
        "double",
        "uint32",
        "uint64",
        "complex64",
        "complex128",
        "bfloat16"
    };

    private final List<FileSignature.Tensor> inputs = new ArrayList<>();
    private final List<FileSignature.Tensor> outputs = new ArrayList<>();
    private final Set<String> weights = new HashSet<>();
    private List<String> labels;
    private boolean labelsOfMap;
    private boolean elsewhere;
    private int nodes;
    private boolean graph;
    private long version;
    private String producer;
    private String producerVersion;

    private OnnxFile() {}

    static FileSignature read(Bytes bytes) throws IOException {
        OnnxFile file = new OnnxFile();
        Protobuf model = new Protobuf(bytes);
        while (model.next()) {
            if (model.is(1, Protobuf.VARINT)) {
                file.version = model.number();
            } else if (model.is(2, Protobuf.LENGTH)) {
                file.producer = model.text();
            } else if (model.is(3, Protobuf.LENGTH)) {
                file.producerVersion = model.text();
            } else if (model.is(7, Protobuf.LENGTH)) {
                file.graph = true;
                file.graph(model.message());
            }
        }
        return file.signature();
    }

    private FileSignature signature() throws IOException {
        if (!graph) {
            throw new Malformed("it has no graph");
        }
        if (version < 1 || nodes == 0 || outputs.isEmpty()) {
            throw new Malformed(
                    version < 1
                            ? "it names no version of the format"
                            : "its graph has " + nodes + " nodes and " + outputs.size() + " outputs");
        }
        if (elsewhere) {
            throw new Malformed("its weights lie in other files, which would be missing");
        }
        // Up to version 3 of the format, weights were listed among the inputs, too.
        List<FileSignature.Tensor> real =
                inputs.stream().filter(i -> !weights.contains(i.name())).toList();
        String by = producer == null || producer.isBlank()
                ? null
                : producer + (producerVersion == null || producerVersion.isBlank() ? "" : " " + producerVersion);
        return new FileSignature("onnx", by, real, outputs, task(), null, null, labels, labels, null);
    }

    /** Classes mean a classifier; one column of floating-point numbers without any a regression. */
    private Task task() {
        if (labels != null && labels.size() >= 2) {
            return labels.size() == 2 ? Task.BINARY : Task.MULTICLASS;
        }
        if (outputs.size() == 1) {
            FileSignature.Tensor only = outputs.get(0);
            boolean number = only.type().equals("tensor(float)") || only.type().equals("tensor(double)");
            boolean column = only.shape() != null
                    && (only.shape().size() == 1
                            || only.shape().size() == 2 && only.shape().get(1).equals("1"));
            return number && column ? Task.REGRESSION : null;
        }
        return null;
    }

    private void graph(Protobuf graph) throws IOException {
        while (graph.next()) {
            if (graph.is(1, Protobuf.LENGTH)) {
                nodes++;
                node(graph.message());
            } else if (graph.is(5, Protobuf.LENGTH)) {
                weight(graph.message());
            } else if (graph.is(11, Protobuf.LENGTH)) {
                add(inputs, graph.message());
            } else if (graph.is(12, Protobuf.LENGTH)) {
                add(outputs, graph.message());
            }
        }
    }

    private static void add(List<FileSignature.Tensor> list, Protobuf value) throws IOException {
        if (list.size() == MOST_NAMES) {
            throw new Malformed("it has more than " + MOST_NAMES + " inputs or outputs");
        }
        String name = "";
        String type = "unknown";
        List<String> shape = null;
        while (value.next()) {
            if (value.is(1, Protobuf.LENGTH)) {
                name = value.text();
            } else if (value.is(2, Protobuf.LENGTH)) {
                List<String> dimensions = new ArrayList<>();
                type = type(value.message(), dimensions);
                shape = dimensions.isEmpty() ? null : dimensions;
            }
        }
        list.add(new FileSignature.Tensor(name, type, shape));
    }

    private static String type(Protobuf type, List<String> shape) throws IOException {
        String found = "unknown";
        while (type.next()) {
            if (type.is(1, Protobuf.LENGTH)) {
                found = "tensor(" + tensor(type.message(), shape) + ")";
            } else if (type.is(4, Protobuf.LENGTH)) {
                found = "seq(" + inner(type.message(), 1) + ")";
            } else if (type.is(5, Protobuf.LENGTH)) {
                found = map(type.message());
            } else if (type.is(9, Protobuf.LENGTH)) {
                found = "optional(" + inner(type.message(), 1) + ")";
            }
        }
        return found;
    }

    private static String inner(Protobuf container, int number) throws IOException {
        String found = "unknown";
        while (container.next()) {
            if (container.is(number, Protobuf.LENGTH)) {
                found = type(container.message(), new ArrayList<>());
            }
        }
        return found;
    }

    private static String map(Protobuf map) throws IOException {
        String key = "unknown";
        String value = "unknown";
        while (map.next()) {
            if (map.is(1, Protobuf.VARINT)) {
                key = element(map.number());
            } else if (map.is(2, Protobuf.LENGTH)) {
                value = type(map.message(), new ArrayList<>());
            }
        }
        return "map(" + key + "," + value + ")";
    }

    private static String element(long number) {
        return number >= 0 && number < TYPES.length ? TYPES[(int) number] : "type" + number;
    }

    private static String tensor(Protobuf tensor, List<String> shape) throws IOException {
        String element = "undefined";
        while (tensor.next()) {
            if (tensor.is(1, Protobuf.VARINT)) {
                element = element(tensor.number());
            } else if (tensor.is(2, Protobuf.LENGTH)) {
                Protobuf dimensions = tensor.message();
                while (dimensions.next()) {
                    if (dimensions.is(1, Protobuf.LENGTH)) {
                        shape.add(dimension(dimensions.message()));
                    }
                }
            }
        }
        return element;
    }

    private static String dimension(Protobuf dimension) throws IOException {
        String found = "?";
        while (dimension.next()) {
            if (dimension.is(1, Protobuf.VARINT)) {
                long size = dimension.number();
                found = size > 0 ? Long.toString(size) : "?";
            } else if (dimension.is(2, Protobuf.LENGTH)) {
                String name = dimension.text();
                found = name.isBlank() ? "?" : name;
            }
        }
        return found;
    }

    private void weight(Protobuf tensor) throws IOException {
        while (tensor.next()) {
            if (tensor.is(8, Protobuf.LENGTH)) {
                if (weights.size() < MOST_NAMES) {
                    weights.add(tensor.text());
                }
            } else if (tensor.is(14, Protobuf.VARINT)) {
                elsewhere |= tensor.number() == 1;
            }
        }
    }

    /** A map of probabilities by class is what a pipeline ends with; else the last node that names classes counts. */
    private void node(Protobuf node) throws IOException {
        String operator = null;
        List<String> found = null;
        while (node.next()) {
            if (node.is(4, Protobuf.LENGTH)) {
                operator = node.text();
            } else if (node.is(5, Protobuf.LENGTH)) {
                List<String> classes = classes(node.message());
                found = classes == null ? found : classes;
            }
        }
        boolean map = "ZipMap".equals(operator);
        if (found != null && (map || !labelsOfMap)) {
            labels = found;
            labelsOfMap = map;
        }
    }

    private static List<String> classes(Protobuf attribute) throws IOException {
        boolean wanted = false;
        List<String> found = new ArrayList<>();
        while (attribute.next()) {
            if (attribute.is(1, Protobuf.LENGTH)) {
                // Writers put the name first; what comes before it is no list of classes.
                wanted = attribute.text().startsWith("classlabels_");
                found.clear();
            } else if (wanted && attribute.is(9, Protobuf.LENGTH)) {
                found.add(attribute.text());
            } else if (wanted && attribute.field() == 8) {
                for (long label : attribute.numbers(MOST_NAMES)) {
                    found.add(Long.toString(label));
                }
            }
            if (found.size() > MOST_NAMES) {
                throw new Malformed("it has more than " + MOST_NAMES + " classes");
            }
        }
        return found.isEmpty() ? null : found;
    }
}
