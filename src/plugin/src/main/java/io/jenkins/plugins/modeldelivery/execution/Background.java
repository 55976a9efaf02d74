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
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.security.ImpersonatingExecutorService;

/** The threads on which steps do what may block: registry writes, copies to and from agents. They act as the system. */
final class Background {

    /** More copies at once would only share the same disk and network. */
    private static final int THREADS = 25;

    private static ExecutorService pool;

    private Background() {}

    private static synchronized ExecutorService pool() {
        if (pool == null) {
            ThreadPoolExecutor threads = new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    1,
                    TimeUnit.MINUTES,
                    new LinkedBlockingQueue<>(),
                    new NamingThreadFactory(
                            new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), "Model Delivery"));
            threads.allowCoreThreadTimeOut(true);
            pool = new ImpersonatingExecutorService(threads, ACL.SYSTEM2);
        }
        return pool;
    }

    @NonNull
    static Future<?> submit(@NonNull Callable<Void> work) {
        return pool().submit(work);
    }

    /** Takes no more work. What still runs is not interrupted, for it may be writing; the next session repeats it. */
    static synchronized void shutDown() {
        if (pool != null) {
            pool.shutdown();
            pool = null;
        }
    }
}
