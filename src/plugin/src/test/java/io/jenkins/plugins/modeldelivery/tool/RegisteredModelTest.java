package io.jenkins.plugins.modeldelivery.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import hudson.FilePath;
import hudson.model.Result;
import hudson.tools.InstallSourceProperty;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Models of other tools in builds, with the real engine, and the tool that ONNX models take. */
@WithJenkins
class RegisteredModelTest {

    /** One split at 5: probabilities of 0.12 below, of 0.88 above. */
    private static final String STUMP =
            "{\"learner\":{\"attributes\":{},\"feature_names\":[\"x\"],\"feature_types\":[\"float\"],\"gradient_booster\":"
                    + "{\"model\":{\"tree_info\":[0],\"trees\":[{\"split_indices\":[0,0,0],\"left_children\":[1,-1,-1],"
                    + "\"right_children\":[2,-1,-1],\"split_conditions\":[5,-2,2],\"default_left\":[0,0,0],"
                    + "\"tree_param\":{\"num_nodes\":\"3\",\"size_leaf_vector\":\"1\"}}]},\"name\":\"gbtree\"},"
                    + "\"learner_model_param\":{\"base_score\":\"5E-1\",\"num_class\":\"0\",\"num_feature\":\"1\"},"
                    + "\"objective\":{\"name\":\"binary:logistic\"}},\"version\":[2,0,0]}";

    /** An operator A, an input x and an output y of one column of numbers each. */
    private static final byte[] ONNX = HexFormat.of()
            .parseHex("08093a2b" + "0a03220141" + "5a110a0178120c0a0a080112060a000a020801"
                    + "62110a0179120c0a0a080112060a000a020801");

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    @BeforeAll
    static void boot(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterEach
    void withoutTools() {
        OnnxRuntimeTool.DescriptorImpl.get().setInstallations();
    }

    private WorkflowRun run(String script, Result result) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("node { " + script + " }", true));
        return jenkins.buildAndAssertStatus(result, job);
    }

    @Test
    void aFileOfXGBoostIsValidatedAndScored() throws Exception {
        Files.writeString(directory.resolve("model.json"), STUMP);
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int i = 0; i < 200; i++) {
            rows.append(i % 10).append(i % 10 >= 5 ? ",yes\n" : ",no\n");
        }
        Files.writeString(directory.resolve("rows.csv"), rows);
        WorkflowRun build = run(
                "registerModel model: 'stump', file: '" + directory.resolve("model.json")
                        + "', format: 'xgboost', target: 'y', classes: ['no', 'yes']\n"
                        + "validateModel model: 'stump', data: '" + directory.resolve("rows.csv")
                        + "', gates: [gate(metric: 'auc', min: 0.99)]\n"
                        + "scoreModel model: 'stump', version: 1, data: '" + directory.resolve("rows.csv")
                        + "', output: 'scored.csv'\n"
                        + "echo readFile('scored.csv').readLines()[1]",
                Result.SUCCESS);
        jenkins.assertLogContains("Its file: binary, 1 input (x: float), classes no, yes, by xgboost 2.0.0", build);
        jenkins.assertLogContains("auc 1", build);
        jenkins.assertLogContains("0,no,no,0.1192", build);
        Version version =
                ModelRegistry.get().get(new ModelName("stump")).version(1).orElseThrow();
        assertThat(version.facts().task()).isEqualTo(Task.BINARY);
        assertThat(version.facts().documents()).containsOnlyKeys("signature");
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            assertThat(web.goTo("model-delivery/model/stump/1/").asNormalizedText())
                    .contains("xgboost", "float");
        }
    }

    @Test
    void anOnnxModelTakesTheTool() throws Exception {
        Files.write(directory.resolve("model.onnx"), ONNX);
        Files.writeString(directory.resolve("rows.csv"), "x,y\n1,2\n");
        String script = "registerModel model: 'net', file: '" + directory.resolve("model.onnx")
                + "', format: 'onnx', target: 'y', features: ['x']\n"
                + "scoreModel model: 'net', version: 1, data: '" + directory.resolve("rows.csv") + "', output: 'o.csv'";
        WorkflowRun without = run(script, Result.FAILURE);
        jenkins.assertLogContains("Its file: regression, 1 input (x: tensor(float)[?, 1])", without);
        jenkins.assertLogContains("Running an ONNX model takes ONNX Runtime", without);

        Path jar = Files.writeString(directory.resolve("onnxruntime-1.jar"), "no jar");
        ConfigurationAsCode.get().configure(yaml("""
                tool:
                  onnxRuntime:
                    installations:
                      - name: "here"
                        home: "%s"
                """.formatted(jar)));
        assertThat(OnnxRuntimeTool.DescriptorImpl.get().getInstallations())
                .singleElement()
                .satisfies(tool -> assertThat(tool.getHome()).isEqualTo(jar.toString()));
        jenkins.assertLogContains(jar + ": ONNX Runtime cannot be loaded from there", run(script, Result.FAILURE));
        WorkflowRun declared = declarative("""
                pipeline {
                    agent any
                    tools { onnxRuntime 'here' }
                    stages { stage('s') { steps { echo "it is $MODEL_DELIVERY_ONNX_RUNTIME" } } }
                }
                """);
        jenkins.assertLogContains("it is " + jar, declared);
    }

    private WorkflowRun declarative(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(Result.SUCCESS, job);
    }

    private String yaml(String text) throws Exception {
        return Files.writeString(directory.resolve("jenkins.yaml"), text).toString();
    }

    @Test
    void theInstallerTakesOnlyTheFileThatIsMeant() throws Exception {
        byte[] content = "a jar".getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ort.jar", exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
        try {
            OnnxRuntimeInstaller installer = new OnnxRuntimeInstaller(null);
            OnnxRuntimeTool tool =
                    new OnnxRuntimeTool("ort", "", List.of(new InstallSourceProperty(List.of(installer))));
            assertThatIOException()
                    .isThrownBy(
                            () -> installer.performInstallation(tool, jenkins.jenkins, StreamTaskListener.fromStdout()))
                    .withMessageContaining("address");
            installer.setUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/ort.jar");
            assertThatIOException()
                    .isThrownBy(
                            () -> installer.performInstallation(tool, jenkins.jenkins, StreamTaskListener.fromStdout()))
                    .withMessageContaining("instead of " + OnnxRuntimeInstaller.SHA256);
            installer.setSha256(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
            FilePath home = installer.performInstallation(tool, jenkins.jenkins, StreamTaskListener.fromStdout());
            assertThat(home.child("onnxruntime.jar").readToString()).isEqualTo("a jar");
            server.stop(0);
            assertThat(installer.performInstallation(tool, jenkins.jenkins, StreamTaskListener.fromStdout()))
                    .isEqualTo(home);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theFormKeepsWhatItShows() throws Exception {
        OnnxRuntimeInstaller installer = new OnnxRuntimeInstaller("linux");
        installer.setUrl("https://mirror.example.com/onnxruntime.jar");
        OnnxRuntimeTool.DescriptorImpl.get()
                .setInstallations(
                        new OnnxRuntimeTool("ort", "", List.of(new InstallSourceProperty(List.of(installer)))));
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            jenkins.submit(web.goTo("configureTools").getFormByName("config"));
        }
        assertThat(OnnxRuntimeTool.DescriptorImpl.get().getInstallations())
                .singleElement()
                .satisfies(tool -> assertThat(tool.getProperties().get(InstallSourceProperty.class).installers)
                        .singleElement()
                        .isInstanceOfSatisfying(OnnxRuntimeInstaller.class, kept -> {
                            assertThat(kept.getUrl()).isEqualTo(installer.getUrl());
                            assertThat(kept.getSha256()).isEqualTo(OnnxRuntimeInstaller.SHA256);
                            assertThat(kept.getLabel()).isEqualTo("linux");
                        }));
    }
}
