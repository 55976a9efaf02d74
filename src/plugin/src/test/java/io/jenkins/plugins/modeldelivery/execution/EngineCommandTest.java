package io.jenkins.plugins.modeldelivery.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        Path given = java("given", "17.0.1");
        Path home = java("home", "21");
        Path agent = java("agent", "17");
        Path path = java("on path", "25-ea");
        Map<String, String> environment =
                Map.of("JAVA_HOME", home.toString(), "PATH", path.resolve("bin") + ":/usr/bin:/bin");
        assertThat(run(command(given.toString(), agent), environment)).startsWith("given -D");
        assertThat(run(command(given.resolve("bin/java").toString(), agent), environment))
                .startsWith("given -D")
                .contains(" -Xmx1g -jar e.jar run r.json");
        assertThat(run(command(null, agent), environment)).startsWith("home ");
        assertThat(run(command(null, agent), Map.of("PATH", path.resolve("bin") + ":/usr/bin:/bin")))
                .startsWith("agent ");
        assertThat(run(
                        command(null, directory.resolve("none")),
                        Map.of("PATH", path.resolve("bin") + ":/usr/bin:/bin")))
                .startsWith("on path ");
        assertThat(run(
                        command("java", directory.resolve("none")),
                        Map.of("PATH", path.resolve("bin") + ":/usr/bin:/bin")))
                .startsWith("on path ");
    }

    @Test
    void passesOverWhatIsTooOldAndSaysSo() throws Exception {
        Path home = java("home", "11.0.22");
        Path agent = java("agent", "17.0.1");
        assertThat(run(command(null, agent), Map.of("JAVA_HOME", home.toString(), "PATH", "/usr/bin:/bin")))
                .startsWith("Passed over: " + home
                        + "/bin/java is Java 11.0.22; the engine needs Java 17 or newer and runs on " + agent
                        + "/bin/java\nagent ");
    }

    @Test
    void aGivenJavaThatIsTooOldIsNotReplaced() throws Exception {
        Path given = java("given", "1.8.0_402");
        assertThat(run(command(given.toString(), java("agent", "17.0.1")), Map.of("PATH", "/usr/bin:/bin")))
                .isEqualTo(given + "/bin/java is Java 1.8.0_402; the engine needs Java 17 or newer\nexit 126\n");
    }

    @Test
    void asksAJavaWithoutAReleaseFile() throws Exception {
        Path old = java("old", "11.0.1");
        Files.delete(old.resolve("release"));
        Path silent = java("silent", "");
        Files.delete(silent.resolve("release"));
        assertThat(run(command(null, silent), Map.of("JAVA_HOME", old.toString(), "PATH", "/usr/bin:/bin")))
                .as("one that does not say how old it is, is tried")
                .contains("Java 11.0.1;")
                .contains("\nsilent ");
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
        Path odd = java("it's $HOME `x` \"y\" 100% ü", "17");
        EngineCommand command = new EngineCommand(
                odd.toString(),
                "/none",
                null,
                directory.toString(),
                null,
                "/a b/it's.jar",
                "/a b/$HOME.json",
                directory.toString());
        assertThat(run(command, Map.of("PATH", "/bin:/usr/bin")))
                .startsWith("it's $HOME `x` \"y\" 100% ü ")
                .contains(" -jar /a b/it's.jar run /a b/$HOME.json\n");
    }

    @Test
    void aWorkspaceThatIsNotThereIsAnExitCodeOfItsOwn() throws Exception {
        EngineCommand command = new EngineCommand(
                null, java("agent", "17").toString(), null, "/nonexistent/ws", null, "e", "r", directory.toString());
        assertThat(run(command, Map.of("PATH", "/bin:/usr/bin"))).endsWith("exit 125\n");
    }

    @Test
    void runsTheJarOfTheCacheWithTheArchiveThatFitsTheJava() throws Exception {
        Path java = java("agent", "17.0.1");
        Path jar = Files.writeString(directory.resolve("engine-1.jar"), "jar");
        EngineCommand command = new EngineCommand(
                null,
                java.toString(),
                null,
                directory.toString(),
                jar.toString(),
                "link.jar",
                "r.json",
                directory.toString());
        Path archive = directory.resolve("engine-1-17.0.1-A_vendor_.jsa");
        assertThat(run(command, Map.of("PATH", "/bin:/usr/bin")))
                .contains(" -jar " + jar + " run r.json")
                .doesNotContain("SharedArchiveFile");
        assertThat(Files.readAllLines(directory.resolve("wanted-archive"))).containsExactly(archive.toString());
        Files.writeString(archive, "archive");
        assertThat(run(command, Map.of("PATH", "/bin:/usr/bin")))
                .contains(" -XX:SharedArchiveFile=" + archive + " -Xshare:auto ");
        Files.delete(jar);
        assertThat(run(command, Map.of("PATH", "/bin:/usr/bin")))
                .as("as in a container, which does not see the cache")
                .contains(" -jar link.jar run r.json")
                .doesNotContain("SharedArchiveFile");
    }

    @Test
    void setsTheVariablesOfTheBatchScriptSoThatNothingIsExpanded() throws Exception {
        EngineCommand command = new EngineCommand(
                "D:\\Java & (co) ^!",
                "C:\\Java",
                "2g",
                "\\\\server\\share\\100% ws",
                "C:\\cache\\e.jar",
                "C:\\a b\\%PATH%\\e.jar",
                "r",
                "t");
        assertThat(command.batch())
                .startsWith("@echo off\r\nsetlocal EnableExtensions DisableDelayedExpansion\r\n")
                .contains("set \"MD_GIVEN=D:\\Java & (co) ^!\"\r\n")
                .contains("set \"MD_MEMORY=2g\"\r\n")
                .contains("set \"MD_WORKSPACE=\\\\server\\share\\100%% ws\"\r\n")
                .contains("set \"MD_JAR=C:\\a b\\%%PATH%%\\e.jar\"\r\n")
                .contains("\r\npushd \"%MD_WORKSPACE%\" 2>nul || exit /b 125\r\n")
                .contains("\r\nexit /b %MD_EXIT%\r\n");
        assertThat(command.batch().replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
    }

    /** A value outside quotes would be read as syntax; the few words that are not paths cannot hold any. */
    @Test
    void theBatchScriptUsesValuesBetweenQuotesOnly() throws Exception {
        String script = new EngineCommand(null, "a", null, "w", null, "j", "r", "t").batch();
        Set<String> bare = Set.of("MD_OLDEST", "MD_MAJOR", "MD_VERSION", "MD_HEAP", "MD_EXIT", "ERRORLEVEL");
        for (String line : script.split("\r\n")) {
            Matcher variable = Pattern.compile("%([A-Z_]+)%").matcher(line);
            while (!line.startsWith("rem") && variable.find()) {
                long quotes = line.substring(0, variable.start())
                        .chars()
                        .filter(c -> c == '"')
                        .count();
                assertThat(quotes % 2 == 1 || bare.contains(variable.group(1)))
                        .as("%s in %s", variable.group(), line)
                        .isTrue();
            }
            if (line.matches("\\s*(call|goto) .*")) {
                assertThat(script).contains("\r\n:" + line.strip().split(" ")[1].replace(":", "") + "\r\n");
            }
        }
        assertThat(script).doesNotContain("call \"");
    }

    @Test
    void refusesWhatIsNoSize() {
        assertThatThrownBy(() -> new EngineCommand(null, "j", "4g; rm -rf /", "w", null, "e", "r", "t"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void explainsEveryWayToEndWithoutAResult() {
        assertThat(EngineCommand.explain(127, null))
                .contains("no Java on the agent")
                .contains("tools { jdk");
        assertThat(EngineCommand.explain(127, "/x")).contains("'/x'").contains("parameter java");
        assertThat(EngineCommand.explain(126, null)).contains("too old").contains("17 or newer");
        assertThat(EngineCommand.explain(126, "/x")).contains("'/x'").contains("too old");
        assertThat(EngineCommand.explain(125, null)).contains("workspace").contains("container");
        assertThat(EngineCommand.explain(137, null)).contains("memory");
        assertThat(EngineCommand.explain(3, null)).contains("exit code 3");
        assertThat(EngineCommand.explain(1, null)).contains("UnsupportedClassVersionError");
    }

    private EngineCommand command(String java, Path agentJava) {
        return new EngineCommand(
                java, agentJava.toString(), "1g", directory.toString(), null, "e.jar", "r.json", directory.toString());
    }

    /** A home of a Java that only says its name and arguments. */
    private Path java(String name, String version) throws Exception {
        Path bin = Files.createDirectories(directory.resolve(name).resolve("bin"));
        Path script = bin.resolve("java");
        Files.writeString(
                script,
                "#!/bin/sh\n[ \"$1\" != -version ] || { echo 'openjdk version \"" + version
                        + "\" 2024-01-16' >&2; exit 0; }\n" + "cat <<'END'\n" + name
                        + " END_OF_NAME\nEND\necho \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.writeString(
                bin.resolveSibling("release"),
                "IMPLEMENTOR=\"A vendor!\"\nJAVA_VERSION=\"" + version + "\"\nOS_ARCH=\"x86_64\"\n");
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
