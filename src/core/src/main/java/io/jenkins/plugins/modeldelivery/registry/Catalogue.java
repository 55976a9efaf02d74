package io.jenkins.plugins.modeldelivery.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Finds models by what their summaries say. The summaries of all models that anybody asked for are in memory; the first
 * search that needs all of them reads the ledgers whose summary the {@link SummaryFile} does not have, with several
 * threads.
 */
final class Catalogue {

    private static final System.Logger LOGGER = System.getLogger(Catalogue.class.getName());

    /** Threads that read ledgers at a time, whatever number of searches asks for them, the searching ones not counted. */
    private static final int HELPERS = Math.min(4, Runtime.getRuntime().availableProcessors()) - 1;

    /** Ledgers that are read in no time: fewer are read by the searching thread alone, and are not worth a new file. */
    private static final int FEW = 64;
    /** The file is written again when it lacks one of so many models. */
    private static final int PART = 20;

    private final Inventory inventory;
    private final ModelLedgers ledgers;
    private final WriteAccess access;
    private final SummaryFile file;
    private final Semaphore helpers = new Semaphore(HELPERS);
    /** Models of which the file does not say what is so now. */
    private final Set<ModelName> unwritten = ConcurrentHashMap.newKeySet();
    /** Held while the file is written. */
    private final ReentrantLock writing = new ReentrantLock();
    /** Null: the file was not read yet. */
    private volatile SummaryFile.Content stored;

    Catalogue(Inventory inventory, ModelLedgers ledgers, WriteAccess access, SummaryFile file) {
        this.inventory = inventory;
        this.ledgers = ledgers;
        this.access = access;
        this.file = file;
    }

    /** Empty: there is no such model. */
    Optional<Summary> summary(ModelName name) throws IOException {
        Optional<ModelLedger> ledger = ledgers.existing(name);
        if (ledger.isEmpty()) {
            return Optional.empty();
        }
        load(name, ledger.get());
        return ledger.get().summary();
    }

    /** Something was written to a model. */
    void changed(ModelName name) {
        unwritten.add(name);
    }

    /** @param names of all models that may be found, sorted */
    Listing search(ModelQuery query, List<ModelName> names, List<String> stages, Predicate<ModelName> visible) {
        long begun = System.nanoTime();
        List<ModelName> candidates = names.stream()
                .filter(name -> Search.within(query.folder(), name))
                .filter(visible)
                .toList();
        int read;
        int total;
        int page;
        List<Summary> rows;
        if (query.namesSuffice()) {
            total = candidates.size();
            page = Math.min(query.page(), Listing.pages(total, query.size()));
            List<ModelName> shown = part(query.descending() ? reversed(candidates) : candidates, page, query.size());
            read = load(shown, names.size());
            rows = summaries(shown);
        } else {
            read = load(candidates, names.size());
            Search search = new Search(query, stages);
            List<Summary> found = new ArrayList<>(
                    summaries(candidates).stream().filter(search::finds).toList());
            found.sort(search.order());
            total = found.size();
            page = Math.min(query.page(), Listing.pages(total, query.size()));
            rows = part(found, page, query.size());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (read > FEW) {
            LOGGER.log(System.Logger.Level.DEBUG, "Read {0} ledgers for a search, in {1} ms", read, took.toMillis());
        }
        return new Listing(rows, total, page, query.size(), read, took);
    }

    /** Writes the file anew if it lacks much; to be called before the registry is closed. */
    void close() {
        store(FEW);
    }

    private List<Summary> summaries(List<ModelName> names) {
        List<Summary> summaries = new ArrayList<>(names.size());
        for (ModelName name : names) {
            readable(name).ifPresent(summaries::add);
        }
        return summaries;
    }

    /** A model whose ledger cannot be read is listed, too, with what is wrong; the others are none the worse for it. */
    private Optional<Summary> readable(ModelName name) {
        try {
            return ledgers.of(name).summary();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The ledger of '" + name + "' cannot be read", e);
            return Optional.of(Summary.unreadable(name, "The ledger cannot be read: " + e.getMessage()));
        }
    }

    /**
     * Sees to it that what lists say of models is in memory.
     *
     * @param all how many models there are
     * @return how many ledgers had to be read for that
     */
    private int load(List<ModelName> names, int all) {
        List<ModelName> missing =
                names.stream().filter(name -> !ledgers.of(name).known()).toList();
        if (missing.isEmpty()) {
            return 0;
        }
        AtomicInteger next = new AtomicInteger();
        AtomicInteger read = new AtomicInteger();
        Runnable work = () -> {
            for (int i = next.getAndIncrement(); i < missing.size(); i = next.getAndIncrement()) {
                ModelName name = missing.get(i);
                try {
                    if (load(name, ledgers.of(name))) {
                        read.incrementAndGet();
                    }
                } catch (IOException e) {
                    // Whoever lists the model meets it again, and says so.
                    LOGGER.log(System.Logger.Level.DEBUG, "The ledger of '" + name + "' cannot be read", e);
                }
            }
        };
        List<Thread> helping = new ArrayList<>();
        while (helping.size() < missing.size() / FEW && helpers.tryAcquire()) {
            Thread helper = new Thread(work, "model registry, reading ledgers");
            helper.setDaemon(true);
            helper.start();
            helping.add(helper);
        }
        try {
            work.run();
        } finally {
            helping.forEach(Catalogue::join);
            helpers.release(helping.size());
        }
        if (names.size() == all) {
            // All are in memory now; what the file says is of no use any more.
            stored = SummaryFile.Content.NOTHING;
        }
        if (read.get() > 0) {
            store(Math.max(FEW, all / PART));
        }
        return read.get();
    }

    /** @return whether the ledger had to be read */
    private boolean load(ModelName name, ModelLedger ledger) throws IOException {
        if (ledger.known()) {
            return false;
        }
        ModelLedger.Outline earlier = stored().find(name);
        if (earlier != null && ledger.restore(earlier)) {
            return false;
        }
        ledger.summary();
        unwritten.add(name);
        return true;
    }

    private SummaryFile.Content stored() {
        SummaryFile.Content content = stored;
        if (content == null) {
            content = file.read();
            stored = content;
        }
        return content;
    }

    /** Writes the file if it lacks at least so many models. Never fails: without the file, ledgers are read. */
    private void store(int least) {
        if (access.readOnly() || unwritten.size() < least || !writing.tryLock()) {
            return;
        }
        try {
            access.shared(() -> {
                // What changes from here on is not in the file, or not all of it.
                Set<ModelName> written = Set.copyOf(unwritten);
                unwritten.removeAll(written);
                try {
                    file.write(known());
                } catch (IOException e) {
                    unwritten.addAll(written);
                    throw e;
                }
                return null;
            });
        } catch (IOException | RegistryException e) {
            LOGGER.log(System.Logger.Level.INFO, "What lists say of models was not written down for later", e);
        } finally {
            writing.unlock();
        }
    }

    /** What is known of the models in memory; of the others what the file says and may still be so. */
    private Map<ModelName, ModelLedger.Outline> known() throws IOException {
        Map<ModelName, ModelLedger.Outline> known = new LinkedHashMap<>();
        for (ModelName name : inventory.models()) {
            ModelLedger ledger = ledgers.present(name);
            ModelLedger.Outline outline = ledger == null || !ledger.known() ? stored().find(name) : ledger.outline();
            if (outline != null) {
                known.put(name, outline);
            }
        }
        return known;
    }

    private static <T> List<T> part(List<T> all, int page, int size) {
        return all.subList((page - 1) * size, Math.min(page * size, all.size()));
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Waits for a thread; an interruption (an aborted build) is not lost, but does not leave the work half done. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
