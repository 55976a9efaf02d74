package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.blob.BlobStore;
import io.jenkins.plugins.modeldelivery.blob.BlobSweep;
import io.jenkins.plugins.modeldelivery.blob.DigestSet;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Lets versions go, and removes stored files that nothing refers to. Looks at one model at a time and keeps none in memory.
 *
 * <p>A file is removed only if no sound ledger refers to it. Against what happens meanwhile: no write is under way when a
 * sweep begins; from then on the store remembers what is stored or referred to ({@link BlobSweep}); should a model get
 * another directory while the ledgers are read, they are read again; and each removal waits its turn as any write does, so
 * that none comes after the registry was closed.
 */
final class Housekeeping {

    /** For how long a file may lie in the store before something refers to it. */
    static final Duration GRACE = Duration.ofHours(1);

    private static final System.Logger LOGGER = System.getLogger(Housekeeping.class.getName());
    private static final int ATTEMPTS = 3;
    private static final int SHOWN = 20;

    private final OpenDirectory directory;
    private final StageRules rules;
    private final WriteAccess access;
    private final BlobStore blobs;
    private final Inventory inventory;
    private final Changes.Writer writer;
    /** How often a model got another directory so far. */
    private final LongSupplier moves;

    Housekeeping(OpenDirectory directory, StageRules rules, Changes.Writer writer, LongSupplier moves) {
        this.directory = directory;
        this.rules = rules;
        access = directory.access();
        blobs = directory.blobs();
        inventory = directory.inventory();
        this.writer = writer;
        this.moves = moves;
    }

    /** What the ledgers say: which versions would go, and which files would be referred to then. */
    private static final class Mark {
        final List<RetentionPlan.Going> going = new ArrayList<>();
        final DigestSet live = new DigestSet();
        final DigestSet freed = new DigestSet();
        final List<String> obstacles = new ArrayList<>();
    }

    private static final class Count {
        long files;
        long bytes;

        void add(long size) {
            files++;
            bytes += size;
        }
    }

    RetentionPlan plan(Retention rule, Duration grace) throws IOException {
        Instant before = Instant.now().minus(grace);
        Mark mark = mark(rule);
        Count freed = new Count();
        Count leftovers = new Count();
        blobs.visit((file, attributes) -> {
            String digest = file.getFileName().toString();
            if (BlobStore.isBlob(file) && !mark.live.contains(digest)) {
                if (mark.freed.contains(digest)) {
                    freed.add(attributes.size());
                } else if (attributes.lastModifiedTime().toInstant().isBefore(before)) {
                    leftovers.add(attributes.size());
                }
            }
        });
        return new RetentionPlan(
                rule, mark.going, freed.files, freed.bytes, leftovers.files, leftovers.bytes, mark.obstacles);
    }

    Retained retain(Retention rule, Actor actor, Duration grace) throws IOException, RegistryException {
        access.demand();
        Set<ModelName> models = new LinkedHashSet<>();
        if (rule.limits()) {
            mark(rule).going.forEach(version -> models.add(version.model()));
        }
        List<RetentionPlan.Going> gone = new ArrayList<>();
        for (ModelName name : models) {
            List<RetentionPlan.Going> going = new ArrayList<>();
            try {
                writer.write(name, actor, (model, fold) -> {
                    going.addAll(going(rule, model));
                    return going.stream()
                            .<Event>map(version -> new Event.VersionDeleted(version.version(), rule.sentence()))
                            .toList();
                });
                gone.addAll(going);
            } catch (RegistryException e) {
                access.demand();
                // Damaged or moved since it was looked at: its versions stay for now.
                LOGGER.log(System.Logger.Level.INFO, "{0} keeps its versions: {1}", name, e.getMessage());
            }
        }
        return new Retained(rule, gone, sweep(grace));
    }

    Sweep sweep(Duration grace) throws IOException, RegistryException {
        BlobSweep sweep = access.exclusive(blobs::sweep);
        if (sweep == null) {
            throw new RegistryException("Files that nothing refers to are being removed already; wait for that.");
        }
        try (sweep) {
            Instant before = Instant.now().minus(grace);
            Mark mark = settled();
            Count removed = new Count();
            Count young = new Count();
            List<String> obstacles = mark.obstacles;
            if (obstacles.isEmpty()) {
                this.<RegistryException>visit(mark.live, (file, size) -> {
                    try {
                        (access.shared(() -> sweep.remove(file, before)) ? removed : young).add(size);
                    } catch (IOException e) {
                        // Such as one that is being read, on Windows: the others can go nevertheless.
                        obstacle(obstacles, shown(file) + ": cannot be removed: " + e.getMessage());
                    }
                });
            }
            return new Sweep(removed.files, removed.bytes, young.files, young.bytes, obstacles);
        }
    }

    private interface Unreferenced<E extends Exception> {
        void visit(Path file, long size) throws E;
    }

    private <E extends Exception> void visit(DigestSet live, Unreferenced<E> visitor) throws IOException, E {
        blobs.<E>visit((file, attributes) -> {
            if (BlobStore.isBlob(file) && !live.contains(file.getFileName().toString())) {
                visitor.visit(file, attributes.size());
            }
        });
    }

    /** What is referred to, from ledgers none of which was on its way to another directory meanwhile. */
    private Mark settled() throws IOException, RegistryException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long before = moves.getAsLong();
            Mark mark = mark(Retention.EVERYTHING);
            if (moves.getAsLong() == before) {
                return mark;
            }
        }
        throw new RegistryException("Models are being moved, so it cannot be told which files are still needed."
                + " Nothing was removed; try it again later.");
    }

    private Mark mark(Retention rule) throws IOException {
        Mark mark = new Mark();
        inventory.obstacle().ifPresent(mark.obstacles::add);
        Set<ModelName> seen = new HashSet<>();
        for (ModelDirectories.Found found : directory.directories().list(inventory.models())) {
            Path directory = found.directory();
            Path ledger = found.ledger();
            try {
                if (found.name().isPresent()) {
                    seen.add(found.name().get());
                    look(found.name().get(), rule, mark);
                } else if (Files.exists(ledger) && Files.size(ledger) > 0) {
                    obstacle(
                            mark.obstacles,
                            shown(directory) + ": is not the directory of the model that its ledger names");
                }
            } catch (IOException e) {
                obstacle(mark.obstacles, shown(ledger) + ": cannot be read: " + e.getMessage());
            }
        }
        for (ModelName name : inventory.models()) {
            if (!seen.contains(name)) {
                look(name, rule, mark);
            }
        }
        return mark;
    }

    private void look(ModelName name, Retention rule, Mark mark) throws IOException {
        Optional<Model> found = directory.ledgers().of(name).glance();
        if (found.isEmpty()) {
            return;
        }
        Model model = found.get();
        if (model.damage() != null) {
            obstacle(mark.obstacles, model.damage());
        }
        List<RetentionPlan.Going> going = going(rule, model);
        Set<Integer> numbers = new HashSet<>();
        going.forEach(version -> numbers.add(version.version()));
        mark.going.addAll(going);
        for (Version version : model.versions().values()) {
            DigestSet digests = numbers.contains(version.number()) ? mark.freed : mark.live;
            for (BlobRef blob : version.files()) {
                digests.add(blob.sha256());
            }
        }
    }

    private List<RetentionPlan.Going> going(Retention rule, Model model) {
        return rule
                .going(
                        model,
                        rules.stages(model.name()),
                        directory.writer().clock().instant())
                .stream()
                .map(version -> new RetentionPlan.Going(
                        model.name(), version.number(), version.registered(), version.stage(), version.since()))
                .toList();
    }

    private static void obstacle(List<String> obstacles, String sentence) {
        if (obstacles.size() < SHOWN) {
            obstacles.add(sentence);
        } else if (obstacles.size() == SHOWN) {
            obstacles.add("and more");
        }
    }

    private String shown(Path file) {
        return directory.root().relativize(file).toString().replace('\\', '/');
    }
}
