package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.Util;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import jenkins.MasterToSlaveFileCallable;

/** Files on agents: whole, or not at all. */
final class AgentFiles {

    private AgentFiles() {}

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
            temporary.renameTo(target);
        } finally {
            temporary.delete();
        }
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
