package io.jenkins.plugins.modeldelivery.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds an ONNX model node by node: operators of ONNX 15 and of ONNX-ML 3, which every runtime since 2021 knows
 * (github.com/onnx/onnx, docs/Operators.md and Operators-ml.md; the numbers of fields and types are those of onnx/onnx.proto).
 */
final class OnnxGraph {

    static final int FLOAT = 1;
    static final int INT64 = 7;
    static final int STRING = 8;
    static final int DOUBLE = 11;

    /** The domain of the operators for classical machine learning. */
    static final String ML = "ai.onnx.ml";

    private static final int IR_VERSION = 8;
    private static final int OPERATORS = 15;
    private static final int ML_OPERATORS = 3;

    /** Fields of GraphProto. */
    private static final int NODE = 1;

    private static final int INITIALIZER = 5;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;

    private final ProtobufMessage graph = new ProtobufMessage();
    private final Set<String> names = new HashSet<>();
    private int count;

    OnnxGraph(String name) {
        graph.text(2, name);
    }

    /** An attribute of a node, AttributeProto. */
    record Attribute(ProtobufMessage message) {}

    /** A name that nothing has yet: the wanted one, or that with underscores. */
    private String free(String wanted) {
        StringBuilder name = new StringBuilder(wanted);
        while (!names.add(name.toString())) {
            name.append('_');
        }
        return name.toString();
    }

    /** Declares an input of shape [rows, 1]. */
    String input(String column, int type) {
        String name = free(column);
        graph.message(INPUT, value(name, type, 1));
        return name;
    }

    /**
     * Gives a value as an output.
     *
     * @param columns beside the rows; 0: the shape is [rows]
     */
    void output(String wanted, String value, int type, int columns) {
        String name = free(wanted);
        graph.message(NODE, new ProtobufMessage().text(1, value).text(2, name).text(4, "Identity"));
        graph.message(OUTPUT, value(name, type, columns));
    }

    /** ValueInfoProto. */
    private static ProtobufMessage value(String name, int type, int columns) {
        ProtobufMessage shape = new ProtobufMessage().message(1, new ProtobufMessage().text(2, "rows"));
        if (columns > 0) {
            shape.message(1, new ProtobufMessage().integer(1, columns));
        }
        ProtobufMessage tensor = new ProtobufMessage().integer(1, type).message(2, shape);
        return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensor));
    }

    /** Adds a node; answers the name of its one output. */
    String node(String operator, List<String> inputs, Attribute... attributes) {
        return node("", operator, inputs, attributes);
    }

    /** Adds a node of another domain; answers the name of its one output. */
    String node(String domain, String operator, List<String> inputs, Attribute... attributes) {
        String output = free(operator.toLowerCase(java.util.Locale.ROOT) + "/" + count++);
        ProtobufMessage node = new ProtobufMessage();
        inputs.forEach(i -> node.text(1, i));
        node.text(2, output).text(3, output).text(4, operator);
        for (Attribute attribute : attributes) {
            node.message(5, attribute.message());
        }
        if (!domain.isEmpty()) {
            node.text(7, domain);
        }
        graph.message(NODE, node);
        return output;
    }

    String doubles(double[] values, long... shape) {
        return constant(DOUBLE, shape, new ProtobufMessage().doubles(10, values));
    }

    String floats(float[] values, long... shape) {
        return constant(FLOAT, shape, new ProtobufMessage().floats(4, values));
    }

    String integers(long[] values, long... shape) {
        return constant(INT64, shape, new ProtobufMessage().integers(7, values));
    }

    private String constant(int type, long[] shape, ProtobufMessage tensor) {
        String name = free("constant/" + count++);
        if (shape.length > 0) {
            tensor.integers(1, shape);
        }
        graph.message(INITIALIZER, tensor.integer(2, type).text(8, name));
        return name;
    }

    static Attribute integer(String name, long value) {
        return new Attribute(attribute(name, 2).integer(3, value));
    }

    static Attribute real(String name, float value) {
        return new Attribute(attribute(name, 1).real(2, value));
    }

    static Attribute text(String name, String value) {
        return new Attribute(attribute(name, 3).text(4, value));
    }

    static Attribute floats(String name, List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return new Attribute(attribute(name, 6).floats(7, array));
    }

    static Attribute integers(String name, List<Long> values) {
        return new Attribute(attribute(name, 7)
                .integers(8, values.stream().mapToLong(Long::longValue).toArray()));
    }

    static Attribute texts(String name, List<String> values) {
        ProtobufMessage message = attribute(name, 8);
        values.forEach(v -> message.text(9, v));
        return new Attribute(message);
    }

    private static ProtobufMessage attribute(String name, int type) {
        return new ProtobufMessage().text(1, name).integer(20, type);
    }

    /** The whole model, ModelProto. */
    byte[] bytes(String producerVersion, Map<String, String> metadata) {
        ProtobufMessage model = new ProtobufMessage()
                .integer(1, IR_VERSION)
                .text(2, "model-delivery")
                .text(3, producerVersion)
                .message(7, graph)
                .message(8, operators("", OPERATORS))
                .message(8, operators(ML, ML_OPERATORS));
        metadata.forEach((key, value) ->
                model.message(14, new ProtobufMessage().text(1, key).text(2, value)));
        return model.bytes();
    }

    private static ProtobufMessage operators(String domain, int version) {
        return new ProtobufMessage().text(1, domain).integer(2, version);
    }
}
