package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.foreign.OnnxRuntime;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where ONNX Runtime lies, for the commands that run a model. */
final class OnnxRuntimeOption {

    @Option(
            names = "--onnx-runtime",
            paramLabel = "JAR",
            description = "ONNX Runtime's jar, for ONNX models that were registered. Default: the environment variable "
                    + OnnxRuntime.VARIABLE + ".")
    private void use(Path jar) {
        System.setProperty(OnnxRuntime.PROPERTY, jar.toString());
    }
}
