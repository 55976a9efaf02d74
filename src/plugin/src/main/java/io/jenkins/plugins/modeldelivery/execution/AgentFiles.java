package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.Util;
import hudson.remoting.VirtualChannel;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import jenkins.MasterToSlaveFileCallable;

/** Files on agents: whole, or not at all. */
final class AgentFiles {

    /** Bytes; the largest result, of a drift check over thousands of columns, stays well below. */
    private static final long MAX_DOCUMENT = 64L << 20;

    private AgentFiles() {}

    /**
     * A directory in the temporary directory beside a workspace, where containers see it too. Not made yet.
     *
     * @param id that nobody else uses
     */
    @NonNull
    static FilePath beside(@NonNull FilePath workspace, @NonNull String id) throws AbortException {
        FilePath temporary = WorkspaceList.tempDir(workspace);
        if (temporary == null) {
            throw new AbortException(
                    "The workspace " + workspace.getRemote() + " is the root of a file system. Use one "
                            + "that lies in a directory, so that there is a place beside it for temporary files");
        }
        return temporary.child("model-delivery-" + id);
    }

    /**
     * A file of the workspace that must be there.
     *
     * @param parameter which named it
     * @throws AbortException if it is not, naming where it was looked for
     */
    @NonNull
    static FilePath existing(FilePath workspace, String parameter, String file)
            throws IOException, InterruptedException {
        FilePath path = workspace.child(file);
        if (!path.exists()) {
            throw new AbortException(parameter + ": there is no file '" + file + "' in the workspace "
                    + workspace.getRemote() + ". Write its path relative to the workspace, or absolute");
        }
        if (path.isDirectory()) {
            throw new AbortException(parameter + ": '" + file + "' is a directory. Name a file");
        }
        return path;
    }

    /** Copies a blob to an agent: verified on the way out of the store and again where it arrived, then moved in place. */
    static void copy(Registry registry, BlobRef blob, FilePath target) throws IOException, InterruptedException {
        try (InputStream content = registry.open(blob)) {
            copy(content, blob.sha256(), target);
        }
    }

    /** Copies a stream to a file on an agent that exists afterwards with this digest, or as before. */
    static void copy(InputStream content, String sha256, FilePath target) throws IOException, InterruptedException {
        FilePath temporary = new FilePath(target.getChannel(), target.getRemote() + "." + UUID.randomUUID() + ".tmp");
        try {
            temporary.copyFrom(content);
            String arrived = sha256(temporary);
            if (!arrived.equals(sha256)) {
                throw new IOException("The copy to " + target.getRemote() + " has the digest " + arrived
                        + " instead of " + sha256 + ": it was damaged on the way");
            }
            temporary.act(new Move(target.getRemote()));
        } finally {
            temporary.delete();
        }
    }

    /**
     * Reads a small file into the controller.
     *
     * @throws AbortException if it is larger than any that the engine writes: an agent is not trusted with our memory
     */
    @NonNull
    static String readSmall(FilePath file) throws IOException, InterruptedException {
        if (file.length() > MAX_DOCUMENT) {
            throw new AbortException(file.getRemote() + " has " + file.length()
                    + " bytes; results of the engine have at most " + MAX_DOCUMENT);
        }
        return file.readToString();
    }

    /** Digest of a file, computed where it is. */
    @NonNull
    static String sha256(FilePath file) throws IOException, InterruptedException {
        return file.act(new Sha256());
    }

    private static String digest(File file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(file.toPath()), digest)) {
            byte[] buffer = new byte[1 << 16];
            while (in.read(buffer) >= 0) {
                // The digest reads along.
            }
        }
        return Util.toHexString(digest.digest());
    }

    /**
     * Moves a file over another, which FilePath.renameTo refuses to: several builds may bring the same file at the same time,
     * and all are content with whoever comes last.
     */
    private static final class Move extends MasterToSlaveFileCallable<Void> {
        private static final long serialVersionUID = 1L;

        private final String target;

        Move(String target) {
            this.target = target;
        }

        @Override
        public Void invoke(File file, VirtualChannel channel) throws IOException {
            Files.move(file.toPath(), Path.of(target), StandardCopyOption.ATOMIC_MOVE);
            return null;
        }
    }

    private static final class Sha256 extends MasterToSlaveFileCallable<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String invoke(File file, VirtualChannel channel) throws IOException {
            return digest(file);
        }
    }

    /** Digest of a file that may be missing: null then. */
    static final class CachedDigest extends MasterToSlaveFileCallable<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String invoke(File file, VirtualChannel channel) throws IOException {
            return file.isFile() ? digest(file) : null;
        }
    }
}
