package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import jenkins.MasterToSlaveFileCallable;

/**
 * The script that starts the engine. It looks for Java where the process runs, which in a container is not where the agent
 * runs: the first that is new enough among {@code JAVA_HOME}, the Java of the agent itself, and {@code java} on the path; or the
 * step's {@code java}, and then no other. What is passed over is told. The scripts are resources beside this class; what is
 * set here are their variables.
 *
 * @param java as the step says, a JDK's home or an executable; may be null
 * @param agentJava home of the Java that the agent runs on
 * @param memory heap as {@code -Xmx} takes it; may be null
 * @param workspace where the engine works
 * @param cached path of the engine in the cache of the agent, which containers do not see; may be null
 * @param jar path of the engine in the directory of the run
 * @param request path of the request on the agent
 * @param temporary directory for the files that Java and native libraries unpack
 */
record EngineCommand(
        String java,
        String agentJava,
        String memory,
        String workspace,
        String cached,
        String jar,
        String request,
        String temporary) {

    /** Heap sizes that {@code -Xmx} takes. */
    static final Pattern MEMORY = Pattern.compile("[1-9][0-9]{0,8}[kKmMgGtT]?");

    /** The oldest Java that runs the engine. */
    static final int OLDEST_JAVA = 17;

    /** Exit code of the script when it finds no Java. */
    static final int NO_JAVA = 127;

    /** Exit code of the script when every Java that it finds is too old. */
    static final int OLD_JAVA = 126;

    /** Exit code of the script when it cannot go to the workspace. */
    static final int NO_WORKSPACE = 125;

    EngineCommand {
        if (memory != null && !MEMORY.matcher(memory).matches()) {
            throw new IllegalArgumentException("memory: " + memory);
        }
    }

    /** For a Bourne shell. Does not echo its lines: the log belongs to the engine. */
    @NonNull
    String shell() throws IOException {
        StringBuilder script = new StringBuilder("{ set +xe; } 2>/dev/null\n");
        variables()
                .forEach((name, value) -> script.append(name)
                        .append('=')
                        .append(shellQuoted(value))
                        .append('\n'));
        return script.append(resource("engine.sh")).toString();
    }

    /** For Windows' command interpreter. */
    @NonNull
    String batch() throws IOException {
        StringBuilder script = new StringBuilder("@echo off\nsetlocal EnableExtensions DisableDelayedExpansion\n");
        variables()
                .forEach((name, value) -> script.append("set \"MD_")
                        .append(name.toUpperCase(Locale.ROOT))
                        .append('=')
                        // No path and no size has quotes; in a script a percent sign is written twice.
                        .append(value.replace("\"", "").replace("%", "%%"))
                        .append("\"\n"));
        return script.append(resource("engine.bat")).toString().replace("\n", "\r\n");
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("workspace", workspace);
        variables.put("given", Util.fixNull(java));
        variables.put("agent", agentJava);
        variables.put("oldest", Integer.toString(OLDEST_JAVA));
        variables.put("memory", Util.fixNull(memory));
        variables.put("cached", Util.fixNull(cached));
        variables.put("jar", jar);
        variables.put("request", request);
        variables.put("temporary", temporary);
        return variables;
    }

    private static String shellQuoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = EngineCommand.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("This plugin was built without its script " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        }
    }

    /**
     * Why there is no result, for the user.
     *
     * @param code exit code of the script
     * @param java as the step says; may be null
     */
    @NonNull
    static String explain(int code, @CheckForNull String java) {
        return switch (code) {
            case NO_WORKSPACE ->
                "The workspace is not there where the step runs; a container must see it at the path that the agent has for it";
            case OLD_JAVA ->
                (java == null
                                ? "Every Java on the agent where the step runs is too old, as the line above says"
                                : "java: the Java at '" + java + "' on the agent is too old, as the line above says")
                        + ". The engine needs Java 17 or newer: name another by the step's parameter java, or in a Declarative "
                        + "Pipeline take one from tools { jdk '...' }";
            case NO_JAVA ->
                (java == null
                                ? "There is no Java on the agent where the step runs"
                                : "java: there is no Java at '" + java + "' on the agent")
                        + ". The engine needs Java 17 or newer: name its home or executable by the step's parameter java, or in "
                        + "a Declarative Pipeline take one from tools { jdk '...' }";
            case 1 ->
                "The engine did not start; its last lines are above. If they speak of an UnsupportedClassVersionError, "
                        + "that Java is older than 17: name another by the step's parameter java";
            case 137, 9 ->
                "The engine was killed, most often because the machine or the container ran out of memory. Give "
                        + "the container more, or the engine less by the step's parameter memory";
            case -1 -> "The engine was lost: its process ended together with the agent's session";
            case -2 ->
                "The engine never started: the agent could not run the script in the directory beside the workspace";
            default -> "The engine failed with exit code " + code + "; its last lines are above";
        };
    }

    /** Home of the Java that an agent runs on. */
    static final class AgentJava extends MasterToSlaveFileCallable<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String invoke(File directory, VirtualChannel channel) {
            return System.getProperty("java.home");
        }
    }
}
