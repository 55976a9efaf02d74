package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.security.ImpersonatingExecutorService;
import jenkins.util.Timer;

/**
 * The threads on which steps do what may block: registry writes, copies to and from agents, looks at processes. They act as the
 * system, and end when there is nothing to do.
 */
final class Background {

    /** Takes what may last: copies of large files. More of them at once would only share the same disk and network. */
    private static final Background COPIES = new Background("Model Delivery", 25);

    /** Takes what is short, each remote call bounded: an agent that hangs must not keep others from being watched or stopped. */
    private static final Background GLANCES = new Background("Model Delivery: watch", 25);

    private final String name;
    private final int threads;
    private ExecutorService pool;

    private Background(String name, int threads) {
        this.name = name;
        this.threads = threads;
    }

    private synchronized ExecutorService pool() {
        if (pool == null) {
            ThreadFactory factory =
                    new NamingThreadFactory(new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), name);
            ThreadPoolExecutor executor =
                    new ThreadPoolExecutor(threads, threads, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), factory);
            executor.allowCoreThreadTimeOut(true);
            pool = new ImpersonatingExecutorService(executor, ACL.SYSTEM2);
        }
        return pool;
    }

    private synchronized void close() {
        if (pool != null) {
            pool.shutdown();
            pool = null;
        }
    }

    /** Work that may last. */
    @NonNull
    static Future<?> submit(@NonNull Callable<Void> work) {
        return COPIES.pool().submit(work);
    }

    /** Work each of whose remote calls is bounded. */
    static void soon(@NonNull Runnable work) {
        GLANCES.pool().execute(work);
    }

    /**
     * The same, later.
     *
     * @param delay in milliseconds
     */
    static void later(@NonNull Runnable work, long delay) {
        // The timer's own few threads belong to all of Jenkins: they only hand on.
        Timer.get().schedule(() -> soon(work), delay, TimeUnit.MILLISECONDS);
    }

    /** Takes no more work. What still runs is not interrupted, for it may be writing; the next session repeats it. */
    static void shutDown() {
        COPIES.close();
        GLANCES.close();
    }
}
