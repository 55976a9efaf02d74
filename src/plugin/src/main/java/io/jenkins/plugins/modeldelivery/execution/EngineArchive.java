package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.MasterToSlaveFileCallable;

/**
 * Makes the archive of the engine's classes (JEP 350) that lets it start in a fraction of the time, once for each engine and
 * Java of an agent: after a run, on the agent, beside the builds. The archive lies beside the engine's jar in the cache. A run
 * whose script looked for one in vain has said so in its directory.
 *
 * <p>What a container leaves in the directory is not trusted: it can only ask for the archive of a Java that the agent itself
 * finds where the step looks for one.
 */
final class EngineArchive extends MasterToSlaveFileCallable<Boolean> {
    private static final long serialVersionUID = 1L;

    private static final Logger LOGGER = Logger.getLogger(EngineArchive.class.getName());

    /** What the script leaves in the directory of a run: the path of the archive that was not there. */
    static final String WANTED = "wanted-archive";

    private static final Pattern VERSION = Pattern.compile("(?:1\\.)?([0-9]+).*");

    /** After a Java could not make its archive, it is not asked again for so long. */
    private static final long RETRY = TimeUnit.DAYS.toMillis(7);

    /** Milliseconds after which nobody is at work on an archive any more, whatever the lock says. */
    private static final long STALE = TimeUnit.MINUTES.toMillis(10);

    private static final int LONGEST_MINUTES = 3;

    private final String cached;
    private final ArrayList<String> homes;
    private final boolean own;

    /**
     * @param cached path of the engine's jar in the agent's cache
     * @param homes of the Javas that a step looks for, in that order; may contain executables and empty names, too
     * @param own whether it looks for the agent's own Java after that
     */
    EngineArchive(@NonNull String cached, @NonNull List<String> homes, boolean own) {
        this.cached = cached;
        this.homes = new ArrayList<>(homes);
        this.own = own;
    }

    /** @return whether an archive is being made; it takes some seconds, and this returns at once */
    @Override
    public Boolean invoke(File directory, VirtualChannel channel) throws IOException {
        Path wanted = directory.toPath().resolve(WANTED);
        if (!Files.isRegularFile(wanted) || Files.size(wanted) > 10_000) {
            return false;
        }
        Path archive = archive();
        if (archive == null
                || !archive.toString().equals(Files.readString(wanted).strip())) {
            return false;
        }
        Thread thread = new Thread(() -> makeQuietly(archive), "making " + archive);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
        return true;
    }

    /** The archive for the first Java that is new enough; null where there is none that says what it is. */
    @CheckForNull
    private Path archive() throws IOException {
        Java java = java();
        return java == null ? null : java.archive(cached);
    }

    private Java java() throws IOException {
        List<String> places = new ArrayList<>(homes);
        if (own) {
            places.add(System.getProperty("java.home"));
        }
        for (String home : places) {
            Java java = home.isEmpty() ? null : Java.at(Path.of(home));
            if (java != null && java.major() >= EngineCommand.OLDEST_JAVA) {
                return java;
            }
        }
        return null;
    }

    private void makeQuietly(Path archive) {
        try {
            make(archive);
        } catch (IOException | InterruptedException e) {
            // Nothing but a quicker start is lost.
            LOGGER.log(Level.FINE, e, () -> "could not make " + archive);
        }
    }

    /**
     * Makes the archive, unless it is there, somebody else is at it, or it could not be made lately.
     *
     * @return whether it was made
     */
    boolean make(@NonNull Path archive) throws IOException, InterruptedException {
        Java java = java();
        Path failed = Path.of(archive + ".failed");
        if (java == null || Files.exists(archive) || isYounger(failed, RETRY)) {
            return false;
        }
        Path work = Path.of(archive + ".tmp");
        if (!lock(work)) {
            return false;
        }
        try {
            Path made = work.resolve("archive");
            Process process = new ProcessBuilder(
                            java.executable().toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:ArchiveClassesAtExit=" + made,
                            "-Xlog:disable",
                            "-Dfile.encoding=UTF-8",
                            "-Djava.io.tmpdir=" + work,
                            "-jar",
                            cached,
                            "warm-up",
                            work.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean done = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
            if (!done) {
                process.destroyForcibly().waitFor();
            }
            if (done && process.exitValue() == 0 && Files.exists(made)) {
                Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
                return true;
            }
            Files.write(failed, new byte[0]);
            return false;
        } finally {
            Util.deleteRecursive(work.toFile());
        }
    }

    /** One process makes an archive at a time: the one that made the directory. */
    private static boolean lock(Path work) throws IOException {
        if (Files.exists(work) && !isYounger(work, STALE)) {
            Util.deleteRecursive(work.toFile());
        }
        try {
            Files.createDirectory(work);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static boolean isYounger(Path file, long millis) throws IOException {
        return Files.exists(file) && Files.getLastModifiedTime(file).toMillis() > System.currentTimeMillis() - millis;
    }

    /**
     * A Java that says in its file {@code release} what it is.
     *
     * @param executable path of {@code java}
     * @param version as {@code 17.0.1}
     * @param vendor may be empty
     */
    record Java(Path executable, String version, String vendor) {

        /** @return null where there is none, or one that does not say */
        @CheckForNull
        static Java at(Path homeOrExecutable) throws IOException {
            Path executable = homeOrExecutable.resolve("bin").resolve("java");
            if (!Files.isExecutable(executable)) {
                executable = homeOrExecutable;
            }
            if (!Files.isRegularFile(executable) || !Files.isExecutable(executable)) {
                return null;
            }
            Path bin = executable.toRealPath().getParent();
            Path release = bin == null ? null : bin.resolveSibling("release");
            if (release == null || !Files.isReadable(release)) {
                return null;
            }
            Properties facts = new Properties();
            try (Reader in = Files.newBufferedReader(release)) {
                facts.load(in);
            }
            String version = facts.getProperty("JAVA_VERSION", "").replace("\"", "");
            String vendor = facts.getProperty("IMPLEMENTOR", "").replace("\"", "");
            return version.isEmpty() ? null : new Java(executable, version, vendor);
        }

        /** 17 of {@code 17.0.1}; 0 where it is not known. */
        int major() {
            Matcher matcher = VERSION.matcher(version);
            return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        }

        /** The path that the script computes as well. */
        @NonNull
        Path archive(@NonNull String jar) {
            String name = (version + "-" + vendor).replaceAll("[^A-Za-z0-9.+-]", "_");
            return Path.of(jar.replaceFirst("\\.jar$", "") + "-" + name + ".jsa");
        }
    }
}
