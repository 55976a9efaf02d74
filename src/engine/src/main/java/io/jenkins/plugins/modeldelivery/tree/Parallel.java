package io.jenkins.plugins.modeldelivery.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Numbered pieces of work, done by several threads; which of them does a piece must not matter to it. */
public final class Parallel {

    private Parallel() {}

    /** Does pieces 0 to count - 1; ends when all are done, or throws what the first of them that failed threw. */
    public static void run(int threads, int count, IntConsumer piece) {
        run(threads, count, () -> piece);
    }

    /** The same with a worker for each thread, which may keep things from piece to piece. */
    public static void run(int threads, int count, Supplier<IntConsumer> worker) {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable work = () -> {
            try {
                IntConsumer mine = null;
                for (int i = next.getAndIncrement(); i < count && failure.get() == null; i = next.getAndIncrement()) {
                    mine = mine == null ? worker.get() : mine;
                    mine.accept(i);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        };
        List<Thread> others = new ArrayList<>();
        for (int t = 1; t < Math.min(threads, count); t++) {
            Thread thread = new Thread(work, "trees " + t);
            thread.setDaemon(true);
            thread.start();
            others.add(thread);
        }
        work.run();
        boolean interrupted = false;
        for (Thread thread : others) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    failure.compareAndSet(null, new IllegalStateException("The training was interrupted", e));
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure.get() instanceof RuntimeException e) {
            throw e;
        }
        if (failure.get() instanceof Error e) {
            throw e;
        }
    }
}
