package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import jenkins.MasterToSlaveFileCallable;

/**
 * The script that starts the engine. It looks for Java where the process runs, which in a container is not where the agent
 * runs: the step's {@code java}, {@code JAVA_HOME}, the Java of the agent itself, {@code java} on the path.
 *
 * @param java as the step says, a JDK's home or an executable; may be null
 * @param agentJava home of the Java that the agent runs on
 * @param memory heap as {@code -Xmx} takes it; may be null
 * @param jar path of the engine on the agent
 * @param request path of the request on the agent
 * @param temporary directory for the files that Java and native libraries unpack
 */
record EngineCommand(String java, String agentJava, String memory, String jar, String request, String temporary) {

    /** Heap sizes that {@code -Xmx} takes. */
    static final Pattern MEMORY = Pattern.compile("[1-9][0-9]{0,8}[kKmMgGtT]?");

    /** Exit code of the script when it finds no Java. */
    static final int NO_JAVA = 127;

    EngineCommand {
        if (memory != null && !MEMORY.matcher(memory).matches()) {
            throw new IllegalArgumentException("memory: " + memory);
        }
    }

    /** For a Bourne shell. Does not echo its lines: the log belongs to the engine. */
    @NonNull
    String shell() {
        StringBuilder script = new StringBuilder("{ set +xe; } 2>/dev/null\n");
        if (java != null) {
            String given = shellQuoted(java);
            script.append("for java in ")
                    .append(given)
                    .append("/bin/java ")
                    .append(given)
                    .append("; do\n");
        } else {
            script.append("for java in \"${JAVA_HOME:-/nonexistent}/bin/java\" ")
                    .append(shellQuoted(agentJava + "/bin/java"))
                    .append(" java; do\n");
        }
        script.append("  case \"$java\" in\n")
                .append("    */*) [ -f \"$java\" ] && [ -x \"$java\" ] || continue ;;\n")
                .append("    *) command -v \"$java\" >/dev/null 2>&1 || continue ;;\n")
                .append("  esac\n")
                .append("  exec \"$java\"");
        options().forEach(option -> script.append(' ').append(shellQuoted(option)));
        script.append("\ndone\nexit ").append(NO_JAVA).append('\n');
        return script.toString();
    }

    /** For Windows' command interpreter. */
    @NonNull
    String batch() {
        List<String> places = java != null
                ? List.of(batchQuoted(java + "\\bin\\java.exe"), batchQuoted(java))
                : List.of("\"%JAVA_HOME%\\bin\\java.exe\"", batchQuoted(agentJava + "\\bin\\java.exe"));
        StringBuilder script = new StringBuilder("@echo off\r\nset \"MODEL_DELIVERY_JAVA=\"\r\n");
        for (String place : places) {
            // A directory has an entry "nul" or ".", a file has not.
            script.append("if not defined MODEL_DELIVERY_JAVA if exist ")
                    .append(place)
                    .append(" if not exist ")
                    .append(place, 0, place.length() - 1)
                    .append("\\.\" set MODEL_DELIVERY_JAVA=")
                    .append(place)
                    .append("\r\n");
        }
        String onPath = java != null ? batchQuoted(java) : "java";
        script.append("if not defined MODEL_DELIVERY_JAVA where ")
                .append(onPath)
                .append(" >nul 2>&1 && set MODEL_DELIVERY_JAVA=")
                .append(onPath)
                .append("\r\nif not defined MODEL_DELIVERY_JAVA exit /b ")
                .append(NO_JAVA)
                .append("\r\n%MODEL_DELIVERY_JAVA%");
        options().forEach(option -> script.append(' ').append(batchQuoted(option)));
        return script.append("\r\nexit /b %ERRORLEVEL%\r\n").toString();
    }

    private List<String> options() {
        List<String> options = new ArrayList<>();
        if (memory != null) {
            options.add("-Xmx" + memory);
        }
        options.add("-Dfile.encoding=UTF-8");
        options.add("-Dstdout.encoding=UTF-8");
        options.add("-Dstderr.encoding=UTF-8");
        options.add("-Djava.io.tmpdir=" + temporary);
        options.add("-jar");
        options.add(jar);
        options.add("run");
        options.add(request);
        return options;
    }

    private static String shellQuoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String batchQuoted(String text) {
        return "\"" + text.replace("%", "%%") + "\"";
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
