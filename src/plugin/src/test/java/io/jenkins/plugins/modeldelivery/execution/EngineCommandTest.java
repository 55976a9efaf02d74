package io.jenkins.plugins.modeldelivery.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCommandTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void onlyWithAShell() {
        assumeTrue(File.pathSeparatorChar == ':');
    }

    @Test
    void prefersTheGivenJavaThenJavaHomeThenTheAgentsThenThePath() throws Exception {
        Path given = java("given");
        Path home = java("home");
        Path agent = java("agent");
        Path path = java("on path");
        Map<String, String> environment =
                Map.of("JAVA_HOME", home.toString(), "PATH", path.resolve("bin") + ":/usr/bin:/bin");
        assertThat(run(command(given.toString(), agent), environment)).startsWith("given -Xmx1g");
        assertThat(run(command(given.resolve("bin/java").toString(), agent), environment))
                .startsWith("given ");
        assertThat(run(command(null, agent), environment)).startsWith("home ");
        assertThat(run(command(null, agent), Map.of("PATH", path.resolve("bin") + ":/usr/bin:/bin")))
                .startsWith("agent ");
        assertThat(run(command(null, directory.resolve("none")), Map.of("PATH", path.resolve("bin") + ":/bin")))
                .startsWith("on path ");
        assertThat(run(command("java", directory.resolve("none")), Map.of("PATH", path.resolve("bin") + ":/bin")))
                .startsWith("on path ");
    }

    @Test
    void exitsWith127WithoutAnyJava() throws Exception {
        assertThat(run(command(directory.resolve("missing").toString(), directory), Map.of("PATH", "/bin")))
                .isEqualTo("exit 127\n");
        Files.createDirectory(directory.resolve("empty"));
        assertThat(run(command(directory.resolve("empty").toString(), directory), Map.of("PATH", "/bin")))
                .isEqualTo("exit 127\n");
    }

    @Test
    void quotesPathsForTheShell() throws Exception {
        Path odd = java("it's $HOME `x` \"y\" 100% ü");
        EngineCommand command = new EngineCommand(
                odd.toString(), "/none", null, "/a b/it's.jar", "/a b/$HOME.json", directory.toString());
        assertThat(run(command, Map.of("PATH", "/bin:/usr/bin")))
                .startsWith("it's $HOME `x` \"y\" 100% ü ")
                .contains(" -jar /a b/it's.jar run /a b/$HOME.json\n");
    }

    @Test
    void doublesPercentSignsForWindows() {
        EngineCommand command = new EngineCommand(null, "C:\\Java", "2g", "C:\\100% ws\\e.jar", "r", "t");
        assertThat(command.batch())
                .contains("\"-Xmx2g\"")
                .contains("\"C:\\100%% ws\\e.jar\"")
                .contains("\"%JAVA_HOME%\\bin\\java.exe\"")
                .contains("\r\nexit /b %ERRORLEVEL%\r\n");
    }

    @Test
    void refusesWhatIsNoSize() {
        assertThatThrownBy(() -> new EngineCommand(null, "j", "4g; rm -rf /", "e", "r", "t"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void explainsEveryWayToEndWithoutAResult() {
        assertThat(EngineCommand.explain(127, null))
                .contains("no Java on the agent")
                .contains("tools { jdk");
        assertThat(EngineCommand.explain(127, "/x")).contains("'/x'").contains("parameter java");
        assertThat(EngineCommand.explain(137, null)).contains("memory");
        assertThat(EngineCommand.explain(3, null)).contains("exit code 3");
        assertThat(EngineCommand.explain(1, null)).contains("UnsupportedClassVersionError");
    }

    private EngineCommand command(String java, Path agentJava) {
        return new EngineCommand(java, agentJava.toString(), "1g", "e.jar", "r.json", directory.toString());
    }

    /** A home of a Java that only says its name and arguments. */
    private Path java(String name) throws Exception {
        Path bin = Files.createDirectories(directory.resolve(name).resolve("bin"));
        Path script = bin.resolve("java");
        Files.writeString(script, "#!/bin/sh\ncat <<'END'\n" + name + " END_OF_NAME\nEND\necho \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return bin.getParent();
    }

    private String run(EngineCommand command, Map<String, String> environment) throws Exception {
        Path script = Files.writeString(directory.resolve("script.sh"), command.shell());
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-xe", script.toString()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        return code == 0 ? output.replace(" END_OF_NAME\n", " ") : output + "exit " + code + "\n";
    }
}
