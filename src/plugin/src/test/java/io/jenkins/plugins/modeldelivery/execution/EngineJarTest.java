package io.jenkins.plugins.modeldelivery.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Util;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class EngineJarTest {

    @Test
    void theDigestRecordedAtBuildTimeIsThatOfTheEmbeddedJar() throws Exception {
        try (InputStream content = EngineJar.content()) {
            assertThat(EngineJar.sha256()).isEqualTo(sha256(content));
        }
    }

    /** Maven takes an older engine from a local repository without a word when the build does not package this one. */
    @Test
    void theEmbeddedEngineIsTheOneBuiltBesideThePlugin() throws Exception {
        Path target = Path.of("..", "engine", "target");
        List<Path> jars;
        try (Stream<Path> files = Files.list(target)) {
            jars = files.filter(f -> f.getFileName().toString().endsWith("-all.jar"))
                    .toList();
        }
        assertThat(jars)
                .as("shaded jars in %s; build from the root with 'verify'", target)
                .hasSize(1);
        try (InputStream built = Files.newInputStream(jars.get(0))) {
            assertThat(EngineJar.sha256()).isEqualTo(sha256(built));
        }
    }

    @Test
    void theEngineIsExecutableAndItsClassesAreNotOnTheClassPath() throws Exception {
        Set<String> packages = new HashSet<>();
        try (JarInputStream jar = new JarInputStream(EngineJar.content())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("io.jenkins.plugins.modeldelivery.cli.Main");
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                if (entry.getName().endsWith(".class")) {
                    packages.add(entry.getName()
                            .substring(0, Math.max(0, entry.getName().lastIndexOf('/'))));
                }
            }
        }
        assertThat(packages).contains("ml/dmlc/xgboost4j/java", "picocli");
        ClassLoader loader = EngineJar.class.getClassLoader();
        assertThat(loader.getResource("ml/dmlc/xgboost4j/java/XGBoost.class")).isNull();
        assertThat(loader.getResource("io/jenkins/plugins/modeldelivery/cli/Main.class"))
                .isNull();
    }

    private static String sha256(InputStream content) throws IOException, java.security.NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 16];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return Util.toHexString(digest.digest());
    }
}
