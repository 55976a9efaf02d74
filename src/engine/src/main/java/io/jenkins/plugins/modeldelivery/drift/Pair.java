package io.jenkins.plugins.modeldelivery.drift;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Two things worked out at the same time.
 *
 * @param first of them; null where it was not asked for
 * @param second of them
 */
record Pair<A, B>(A first, B second) {

    /**
     * Works out the first beside the second.
     *
     * @param what the first is, for the name of its thread
     * @param first null: not asked for
     * @throws IOException as either does; of both the first
     */
    static <A, B> Pair<A, B> of(String what, Callable<A> first, Callable<B> second) throws IOException {
        FutureTask<A> beside = new FutureTask<>(first == null ? () -> null : first);
        Thread thread = new Thread(beside, what);
        thread.setDaemon(true);
        if (first == null) {
            beside.run();
        } else {
            thread.start();
        }
        FutureTask<B> here = new FutureTask<>(second);
        here.run();
        return new Pair<>(get(beside), get(here));
    }

    private static <T> T get(FutureTask<T> task) throws IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("The check was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new IllegalStateException("Two parts of a check", e.getCause());
        }
    }
}
