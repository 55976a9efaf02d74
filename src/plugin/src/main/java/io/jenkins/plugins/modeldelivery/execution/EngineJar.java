package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
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
     * Puts the jar into the directory of a run.
     *
     * @return its path on the agent
     */
    @NonNull
    static String install(@NonNull FilePath workspace, @NonNull FilePath directory)
            throws IOException, InterruptedException {
        FilePath link = directory.child(NAME);
        String sha256 = sha256();
        FilePath cache = cache(workspace);
        if (cache == null) {
            try (InputStream content = content()) {
                AgentFiles.copy(content, sha256, link);
            }
            return link.getRemote();
        }
        cache.mkdirs();
        FilePath cached = cache.child("engine-" + sha256 + ".jar");
        if (!sha256.equals(cached.act(new AgentFiles.CachedDigest()))) {
            try (InputStream content = content()) {
                AgentFiles.copy(content, sha256, cached);
            }
        }
        cached.act(new Link(link.getRemote()));
        return link.getRemote();
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
            long now = System.currentTimeMillis();
            if (cached.setLastModified(now)) {
                File[] others = cached.getParentFile().listFiles(f -> f.lastModified() < now - KEEP_UNUSED);
                for (File other : others == null ? new File[0] : others) {
                    // One that cannot be deleted, for example because it is open, is tried again next time.
                    Files.deleteIfExists(other.toPath());
                }
            }
            return null;
        }
    }
}
