package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.MasterToSlaveFileCallable;

/**
 * The engine: one executable jar that the plugin carries as a resource and never loads. An agent receives it once for each
 * digest, in {@code caches/model-delivery} below the agent's root directory; a run finds it as a hard link in its own
 * directory beside the workspace, which is also mounted into containers. Concurrent-safe: a copy arrives under a temporary
 * name and is moved in place when its digest is right, and a damaged one is replaced.
 */
final class EngineJar {

    /** Name of the link in the directory of a run. */
    static final String NAME = "engine.jar";

    /** Engines of older versions of this plugin are deleted from an agent that has not used them for so long. */
    private static final long KEEP_UNUSED = TimeUnit.DAYS.toMillis(30);

    /** A copy that was under way for so long will not arrive any more. */
    private static final long KEEP_TRANSITORY = TimeUnit.DAYS.toMillis(1);

    private static final String USED = ".used";

    private static final String RESOURCE = "/io/jenkins/plugins/modeldelivery/engine/engine.jar";

    private EngineJar() {}

    /** Digest of the jar, as recorded when the plugin was built. */
    @NonNull
    static String sha256() throws IOException {
        try (InputStream recorded = open(RESOURCE + ".sha256")) {
            return new String(recorded.readAllBytes(), StandardCharsets.US_ASCII).trim();
        }
    }

    @NonNull
    static InputStream content() throws IOException {
        return open(RESOURCE);
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = EngineJar.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("This plugin was built without its engine: " + resource + " is missing in it");
        }
        return in;
    }

    /**
     * Where the jar lies on an agent.
     *
     * @param cached path in the agent's cache, which is the same for every run; null: it has none
     * @param link path in the directory of the run, which containers see as well
     */
    record Installed(String cached, String link) {}

    /** Puts the jar into the cache of an agent and into the directory of a run. */
    @NonNull
    static Installed install(@NonNull FilePath workspace, @NonNull FilePath directory)
            throws IOException, InterruptedException {
        FilePath link = directory.child(NAME);
        FilePath cache = cache(workspace);
        if (cache == null) {
            try (InputStream content = content()) {
                AgentFiles.copy(content, sha256(), link);
            }
            return new Installed(null, link.getRemote());
        }
        return new Installed(cached(cache, link), link.getRemote());
    }

    /** Puts the jar into a cache and links it from there. */
    @NonNull
    static String cached(@NonNull FilePath cache, @NonNull FilePath link) throws IOException, InterruptedException {
        String sha256 = sha256();
        FilePath cached = jar(cache);
        if (!sha256.equals(cached.act(new AgentFiles.CachedDigest()))) {
            cache.mkdirs();
            try (InputStream content = content()) {
                AgentFiles.copy(content, sha256, cached);
            }
        }
        cached.act(new Link(link.getRemote()));
        return cached.getRemote();
    }

    /**
     * Has the archive of the engine's classes made on the agent if the run that has just ended would have been quicker with it.
     * Returns at once.
     *
     * @param java as the step says; null: the first that is found
     */
    static void archive(
            @NonNull FilePath workspace,
            @NonNull FilePath directory,
            @CheckForNull String java,
            @NonNull EnvVars environment)
            throws IOException, InterruptedException {
        FilePath cache = cache(workspace);
        if (cache != null) {
            List<String> homes = new ArrayList<>();
            homes.add(Util.fixNull(java != null ? java : environment.get("JAVA_HOME")));
            directory.act(new EngineArchive(jar(cache).getRemote(), homes, java == null));
        }
    }

    private static FilePath jar(FilePath cache) throws IOException {
        return cache.child("engine-" + sha256() + ".jar");
    }

    /** Where the agent keeps engines; null where it has no root directory. */
    private static FilePath cache(FilePath workspace) {
        Computer computer = workspace.toComputer();
        Node node = computer == null ? null : computer.getNode();
        FilePath root = node == null ? null : node.getRootPath();
        return root == null ? null : root.child("caches/model-delivery");
    }

    /** Links the cached jar, or copies it where the two places are on different file systems, and tidies the cache. */
    private static final class Link extends MasterToSlaveFileCallable<Void> {
        private static final long serialVersionUID = 1L;

        private final String target;

        Link(String target) {
            this.target = target;
        }

        @Override
        public Void invoke(File cached, VirtualChannel channel) throws IOException {
            Path link = Path.of(target);
            try {
                Files.createLink(link, cached.toPath());
            } catch (UnsupportedOperationException | FileSystemException e) {
                Files.copy(cached.toPath(), link);
            }
            tidy(cached);
            return null;
        }

        /**
         * Notes that the engine is used, and deletes what was not for long. The note is the time of a file beside the jar: that
         * of the jar itself must stay as it is, since Java takes an archive of its classes for that of another jar otherwise.
         */
        private static void tidy(File cached) throws IOException {
            Path mark = Path.of(cached.getPath() + USED);
            long now = System.currentTimeMillis();
            try {
                Files.write(mark, new byte[0]);
                Files.setLastModifiedTime(mark, FileTime.fromMillis(now));
            } catch (FileSystemException e) {
                // A cache that can only be read has others to tidy it.
                return;
            }
            File[] files = cached.getParentFile().listFiles();
            for (File file : files == null ? new File[0] : files) {
                boolean transitory = file.getName().endsWith(".tmp");
                File used = new File(file.getPath().replaceFirst("^(.*engine-[0-9a-f]{64}).*$", "$1.jar" + USED));
                long last = transitory ? file.lastModified() : Math.max(file.lastModified(), used.lastModified());
                if (last < now - (transitory ? KEEP_TRANSITORY : KEEP_UNUSED)) {
                    try {
                        Files.deleteIfExists(file.toPath());
                    } catch (FileSystemException e) {
                        // One that cannot be deleted, for example because it is open, is tried again next time.
                        continue;
                    }
                }
            }
        }
    }
}
