package io.jenkins.plugins.modeldelivery.foreign;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problem;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * ONNX Runtime's Java interface, called by reflection: its jar, 50 to 100 MB with the native libraries of all systems, is no part of
 * the engine. It is loaded from where the user says into a class loader of its own, once a process.
 */
public final class OnnxRuntime {

    /** System property that names the jar, or a directory that holds it or its content. */
    public static final String PROPERTY = "model-delivery.onnxRuntime";

    /** Environment variable that does. */
    public static final String VARIABLE = "MODEL_DELIVERY_ONNX_RUNTIME";

    /** A file beside the model that names it, where who starts the engine has found it: how a build's step says it. */
    public static final String BESIDE = "onnx-runtime.path";

    /** What the engine is tried with. */
    public static final String ARTIFACT = "com.microsoft.onnxruntime:onnxruntime:1.29.0";

    private static final String PACKAGE = "ai.onnxruntime.";

    private static OnnxRuntime loaded;
    private static Path loadedFrom;

    private final Class<?> environmentClass;
    private final Class<?> optionsClass;
    private final Class<?> tensorClass;
    private final Class<?> valueClass;
    private final Object environment;

    private OnnxRuntime(ClassLoader loader) throws ReflectiveOperationException {
        environmentClass = loader.loadClass(PACKAGE + "OrtEnvironment");
        optionsClass = loader.loadClass(PACKAGE + "OrtSession$SessionOptions");
        tensorClass = loader.loadClass(PACKAGE + "OnnxTensor");
        valueClass = loader.loadClass(PACKAGE + "OnnxValue");
        environment = environmentClass.getMethod("getEnvironment").invoke(null);
    }

    /**
     * Loads it.
     *
     * @param model file to be run
     * @throws InputException if nobody said where it is, or it does not load there; says how to get it
     */
    static synchronized OnnxRuntime load(Path model) throws IOException {
        String named = System.getProperty(PROPERTY, System.getenv(VARIABLE));
        Path beside = model.resolveSibling(BESIDE);
        if ((named == null || named.isBlank()) && Files.exists(beside)) {
            named = Files.readString(beside).strip();
        }
        if (named == null || named.isBlank()) {
            throw new InputException(
                    "Running an ONNX model takes ONNX Runtime, which is no part of the engine",
                    null,
                    "Get " + ARTIFACT + " (mvn dependency:copy -Dartifact=" + ARTIFACT
                            + " -DoutputDirectory=.) and name"
                            + " the jar by --onnx-runtime or the environment variable " + VARIABLE
                            + "; in Jenkins, add it under Manage Jenkins, Tools, ONNX Runtime.");
        }
        Path path = Path.of(named).toAbsolutePath().normalize();
        if (loaded != null && path.equals(loadedFrom)) {
            return loaded;
        }
        try {
            // Never closed: its native libraries stay loaded as long as the process.
            ClassLoader loader =
                    new URLClassLoader(new URL[] {jar(path).toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            loaded = new OnnxRuntime(loader);
            loadedFrom = path;
            return loaded;
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new InputException(
                    new Problem(
                            "ONNX Runtime cannot be loaded from there: " + cause,
                            path.toString(),
                            "Name the jar of " + ARTIFACT
                                    + "; its native library needs glibc 2.28 or later, not Alpine."),
                    e);
        }
    }

    private static Path jar(Path path) throws IOException {
        if (Files.isDirectory(path) && !Files.isDirectory(path.resolve("ai/onnxruntime"))) {
            try (Stream<Path> files = Files.list(path)) {
                return files.filter(f -> f.getFileName().toString().matches("onnxruntime.*\\.jar"))
                        .max(java.util.Comparator.naturalOrder())
                        .orElseThrow(() -> absent(path, "There is no onnxruntime jar in this directory"));
            }
        }
        if (!Files.exists(path)) {
            throw absent(path, "The jar of ONNX Runtime is not there");
        }
        return path;
    }

    private static InputException absent(Path path, String what) {
        return new InputException(
                what,
                path.toString(),
                "Name it by --onnx-runtime or the environment variable " + VARIABLE + "; it is " + ARTIFACT + ".");
    }

    /** A tensor to put in: {@code float[]}, {@code double[]}, {@code long[]}, {@code int[]} or {@code String[]}. */
    record Input(String name, Object values, long[] shape) {}

    /**
     * Opens a model.
     *
     * @param threads at most this many
     * @throws InputException if ONNX Runtime refuses it
     */
    Session open(Path model, int threads) {
        try {
            Object options = optionsClass.getConstructor().newInstance();
            optionsClass.getMethod("setIntraOpNumThreads", int.class).invoke(options, threads);
            Object session = environmentClass
                    .getMethod("createSession", String.class, optionsClass)
                    .invoke(environment, model.toString(), options);
            return new Session(session, (AutoCloseable) options);
        } catch (ReflectiveOperationException e) {
            throw refused("ONNX Runtime cannot open the model", e);
        }
    }

    private static InputException refused(String what, ReflectiveOperationException e) {
        Throwable cause = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
        return new InputException(
                new Problem(
                        what + ": "
                                + String.valueOf(cause.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""),
                        null,
                        "Try it with a newer ONNX Runtime, or export the model for an older version of ONNX."),
                e);
    }

    /** An open model. */
    final class Session implements AutoCloseable {
        private final Object session;
        private final AutoCloseable options;
        private final Method run;

        private Session(Object session, AutoCloseable options) throws ReflectiveOperationException {
            this.session = session;
            this.options = options;
            this.run = session.getClass().getMethod("run", Map.class, Set.class);
        }

        /** The values of the named outputs: arrays of arrays, or lists of maps. */
        Map<String, Object> run(List<Input> inputs, Set<String> outputs) {
            Map<String, Object> tensors = new LinkedHashMap<>();
            try {
                for (Input input : inputs) {
                    tensors.put(input.name(), tensor(input));
                }
                try (AutoCloseable result = (AutoCloseable) run.invoke(session, tensors, outputs)) {
                    Map<String, Object> values = new LinkedHashMap<>();
                    Method get = result.getClass().getMethod("get", String.class);
                    for (String output : outputs) {
                        Optional<?> found = (Optional<?>) get.invoke(result, output);
                        values.put(output, found.isEmpty() ? null : value(found.get()));
                    }
                    return values;
                }
            } catch (ReflectiveOperationException e) {
                throw refused("The model does not take these rows", e);
            } catch (Exception e) {
                throw e instanceof RuntimeException runtime
                        ? runtime
                        : new IllegalStateException("ONNX Runtime cannot let go of a result", e);
            } finally {
                tensors.values().forEach(OnnxRuntime::close);
            }
        }

        @Override
        public void close() {
            OnnxRuntime.close(session);
            OnnxRuntime.close(options);
        }
    }

    private static void close(Object resource) {
        try {
            ((AutoCloseable) resource).close();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "ONNX Runtime cannot let go of " + resource.getClass().getSimpleName(), e);
        }
    }

    private Object tensor(Input input) throws ReflectiveOperationException {
        Object values = input.values();
        if (values instanceof float[] v) {
            return create(FloatBuffer.class, FloatBuffer.wrap(v), input.shape());
        }
        if (values instanceof double[] v) {
            return create(DoubleBuffer.class, DoubleBuffer.wrap(v), input.shape());
        }
        if (values instanceof long[] v) {
            return create(LongBuffer.class, LongBuffer.wrap(v), input.shape());
        }
        if (values instanceof int[] v) {
            return create(IntBuffer.class, IntBuffer.wrap(v), input.shape());
        }
        return create(String[].class, values, input.shape());
    }

    private Object create(Class<?> type, Object values, long[] shape) throws ReflectiveOperationException {
        return tensorClass
                .getMethod("createTensor", environmentClass, type, long[].class)
                .invoke(null, environment, values, shape);
    }

    /** Maps within a sequence are values of their own in newer versions, and plain maps in older ones. */
    private Object value(Object value) throws ReflectiveOperationException {
        Object plain = valueClass.getMethod("getValue").invoke(value);
        if (plain instanceof List<?> list) {
            List<Object> values = new ArrayList<>(list.size());
            for (Object element : list) {
                if (valueClass.isInstance(element)) {
                    values.add(valueClass.getMethod("getValue").invoke(element));
                    close(element);
                } else {
                    values.add(element);
                }
            }
            return values;
        }
        return plain;
    }
}
