package io.jenkins.plugins.modeldelivery.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commit is checked out, by the files that Git leaves. */
class GitCheckoutTest {

    private static final String COMMIT = "8c2b6f0e4c0d7f5f8a8f3c2c7ad1a7cf0b1d2e3f";
    private static final String OTHER = "1111111111111111111111111111111111111111";

    private static final String CONFIG =
            """
            [core]
            \trepositoryformatversion = 0
            [remote "mirror"]
            \turl = https://mirror.example.org/r.git
            [remote "origin"]
            \turl = https://u:secret@example.org/r.git
            \tfetch = +refs/heads/*:refs/remotes/origin/*
            """;

    @TempDir
    private Path top;

    private Path work;
    private Path git;

    @BeforeEach
    void checkout() throws IOException {
        work = Files.createDirectories(top.resolve("jobs/one"));
        git = Files.createDirectories(work.resolve(".git"));
        write("HEAD", COMMIT + "\n");
        write("config", CONFIG);
    }

    @Test
    void aDetachedHeadAsBuildServersLeaveIt() throws IOException {
        assertThat(GitCheckout.of(work, top)).contains(code(null, COMMIT));
        assertThat(GitCheckout.of(Files.createDirectories(work.resolve("a/b")), top))
                .as("below the checkout")
                .contains(code(null, COMMIT));
    }

    @Test
    void aBranchLooseOrPacked() throws IOException {
        write("HEAD", "ref: refs/heads/feature/x\n");
        assertThat(GitCheckout.of(work, top)).as("before the first commit").isEmpty();
        write(
                "packed-refs",
                "# pack-refs with: peeled fully-peeled sorted\n" + OTHER + " refs/heads/other\n" + COMMIT
                        + " refs/heads/feature/x\n^" + OTHER + "\n");
        assertThat(GitCheckout.of(work, top)).contains(code("feature/x", COMMIT));
        Files.createDirectories(git.resolve("refs/heads/feature"));
        write("refs/heads/feature/x", OTHER + "\n");
        assertThat(GitCheckout.of(work, top)).as("loose wins").contains(code("feature/x", OTHER));
    }

    @Test
    void worktreesAndSubmodules() throws IOException {
        Path own = Files.createDirectories(git.resolve("worktrees/two"));
        Files.writeString(own.resolve("HEAD"), "ref: refs/heads/two\n");
        Files.writeString(own.resolve("commondir"), "../..\n");
        write("packed-refs", OTHER + " refs/heads/two\n");
        Path second = Files.createDirectories(top.resolve("jobs/two"));
        Files.writeString(second.resolve(".git"), "gitdir: " + own + "\n");
        assertThat(GitCheckout.of(second, top)).contains(code("two", OTHER));
        Files.writeString(second.resolve(".git"), "gitdir: ../one/.git\n");
        assertThat(GitCheckout.of(second, top)).contains(code(null, COMMIT));
        Files.writeString(second.resolve(".git"), "something else");
        assertThat(GitCheckout.of(second, top)).isEmpty();
    }

    @Test
    void whatIsOutsideOfTheLimitIsNotWorkedOn() throws IOException {
        assertThat(GitCheckout.of(Files.createDirectories(work.resolve("agent/work")), work))
                .isEmpty();
        assertThat(GitCheckout.of(Files.createDirectories(top.resolve("elsewhere")), top))
                .isEmpty();
    }

    @Test
    void theFirstRemoteWhereNoneIsCalledOrigin() throws IOException {
        write("config", CONFIG.replace("origin\"", "upstream\""));
        assertThat(GitCheckout.of(work, top).orElseThrow().repository()).isEqualTo("https://mirror.example.org/r.git");
        write("config", "[branch \"x\"]\n\turl = no\n");
        assertThat(GitCheckout.of(work, top)).as("no remote").isEmpty();
        Files.delete(git.resolve("config"));
        assertThat(GitCheckout.of(work, top)).as("no configuration").isEmpty();
    }

    @Test
    void whatIsNoRepositoryIsNone() throws IOException {
        write("HEAD", "ref: refs/heads/.invalid\n");
        assertThat(GitCheckout.of(work, top)).as("reftable").isEmpty();
        write("HEAD", "ref: ../../../../etc/passwd\n");
        assertThat(GitCheckout.of(work, top)).isEmpty();
        write("HEAD", "ref: a\0b\n");
        assertThat(GitCheckout.of(work, top)).isEmpty();
        write("HEAD", "nonsense\n");
        assertThat(GitCheckout.of(work, top)).isEmpty();
        try (RandomAccessFile head = new RandomAccessFile(git.resolve("HEAD").toFile(), "rw")) {
            head.setLength(1L << 30);
        }
        assertThatThrownBy(() -> GitCheckout.of(work, top)).hasMessageContaining("too large");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(git.resolve(name), text);
    }

    private static Lineage.Code code(String branch, String commit) {
        return new Lineage.Code("https://example.org/r.git", branch, commit);
    }
}
