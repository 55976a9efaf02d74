package io.jenkins.plugins.modeldelivery.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ends this process when the request that it works on is gone: whoever asked has deleted it and waits for nothing any more. It
 * reaches a process that no signal reaches, in a container or on a machine that was out of reach when its build was aborted.
 */
final class Leash implements AutoCloseable {

    private static final long EVERY_MILLIS = 1_000;

    private final Thread thread;

    private Leash(Thread thread) {
        this.thread = thread;
    }

    /** Holds this process until it is closed. */
    static Leash hold(Path request) {
        Path file = request.toAbsolutePath();
        Thread thread = new Thread(() -> watch(file), "leash");
        thread.setDaemon(true);
        thread.start();
        return new Leash(thread);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private static void watch(Path request) {
        int missed = 0;
        // Twice, so that a file system that stumbles once does not end hours of work; one that cannot tell does not
        // count.
        while (missed < 2) {
            try {
                Thread.sleep(EVERY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            missed = Files.notExists(request) ? missed + 1 : 0;
        }
        // Not exit: hooks and locks of a process that nobody waits for must not keep it.
        Runtime.getRuntime().halt(ExitCode.INTERNAL);
    }
}
