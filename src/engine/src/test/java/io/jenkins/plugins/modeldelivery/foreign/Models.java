package io.jenkins.plugins.modeldelivery.foreign;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.modeldelivery.document.FileSignature;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.format.Declaration;
import io.jenkins.plugins.modeldelivery.format.ModelFormat;
import io.jenkins.plugins.modeldelivery.model.LoadedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The models of this directory's resources, which Python made: see make_models.py there. */
public final class Models {

    private Models() {}

    /** Copies one of them. */
    public static Path copy(String name, Path directory) throws IOException {
        try (InputStream in = Models.class.getResourceAsStream(name)) {
            Path file = directory.resolve(name);
            Files.write(file, in.readAllBytes());
            return file;
        }
    }

    static FileSignature signature(Path file) throws IOException {
        ModelFormat format = file.toString().endsWith(".onnx") ? ModelFormat.ONNX : ModelFormat.XGBOOST;
        try (InputStream in = Files.newInputStream(file)) {
            return format.check(in, Files.size(file), file.getFileName().toString());
        }
    }

    /** Loads one of them as a registry hands it out. */
    static LoadedModel load(String name, Path directory, Declaration declaration) throws IOException {
        Path file = copy(name, directory);
        Problems problems = new Problems();
        FileSignature complete = declaration.complete(signature(file), problems);
        problems.refuse();
        Json.write(directory.resolve(name + FileSignature.SUFFIX), complete);
        return AnyModel.load(file);
    }

    /** Where ONNX Runtime lies on this machine; a test without is passed over, and says how to get it. */
    public static Path onnxRuntime() {
        String named = System.getenv(OnnxRuntime.VARIABLE);
        String[] artifact = OnnxRuntime.ARTIFACT.split(":");
        Path jar = named != null
                ? Path.of(named)
                : Path.of(System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository"))
                        .resolve(artifact[0].replace('.', '/'))
                        .resolve(artifact[1])
                        .resolve(artifact[2])
                        .resolve(artifact[1] + "-" + artifact[2] + ".jar");
        assumeThat(jar)
                .as("ONNX Runtime is not on this machine; get it by mvn dependency:get -Dartifact="
                        + OnnxRuntime.ARTIFACT)
                .exists();
        return jar;
    }
}
