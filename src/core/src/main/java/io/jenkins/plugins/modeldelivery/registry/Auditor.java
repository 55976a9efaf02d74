package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.blob.BlobStore;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Damage;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Walks every ledger and every stored file of a registry, from the disk, whatever is cached. */
final class Auditor {
    private final Path root;
    private final ModelDirectories directories;
    private final BlobStore blobs;
    private final Inventory inventory;
    private final List<String> notes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    /** By address; where it is referred to first. */
    private final Map<BlobRef, String> referenced = new LinkedHashMap<>();

    private final ToLongFunction<ModelName> seen;

    private int models;
    private long entries;
    private int unreferenced;
    private long unreferencedBytes;

    /** @param seen lines that a model's ledger had since the registry was opened */
    Auditor(
            Path root,
            ModelDirectories directories,
            BlobStore blobs,
            Inventory inventory,
            ToLongFunction<ModelName> seen) {
        this.root = root;
        this.seen = seen;
        this.directories = directories;
        this.blobs = blobs;
        this.inventory = inventory;
    }

    Audit audit() throws IOException {
        inventory();
        Set<Path> found = new HashSet<>();
        for (ModelDirectories.Found directory : directories.list(inventory.models())) {
            found.add(directory.ledger());
            ledger(directory);
        }
        for (NavigableSet<ModelName> names : List.of(inventory.models(), inventory.removed())) {
            for (ModelName name : names) {
                Path file = directories.ledger(name);
                if (!found.contains(file) && !Files.exists(file) && inventory.misses(name)) {
                    problems.add(new Damage(file, 1, 0, ModelLedger.LOST).sentence(root));
                }
            }
        }
        Map<String, Long> known = new LinkedHashMap<>();
        referenced.forEach((blob, where) -> {
            String problem = blobs.problem(blob);
            if (problem != null) {
                problems.add(problem + ", referred to by " + where);
            }
            known.put(blob.sha256(), blob.bytes());
        });
        // Files stored while this walk goes on may belong to a version registered after its ledger was read; they count
        // as unreferenced, which is no problem.
        blobs.visit((file, attributes) -> {
            if (!BlobStore.isBlob(file)) {
                problems.add(shown(file) + ": is no stored file; something else put it there");
            } else if (!known.containsKey(file.getFileName().toString())) {
                unreferenced++;
                unreferencedBytes += attributes.size();
            }
        });
        long total = known.values().stream().mapToLong(Long::longValue).sum();
        return new Audit(models, entries, known.size(), total, unreferenced, unreferencedBytes, notes, problems);
    }

    private void inventory() throws IOException {
        Path file = root.resolve(Inventory.FILE);
        Ledger.Content content = Ledger.read(file);
        if (content.damage() != null) {
            problems.add(content.damage().sentence(root));
        } else if (content.entries().isEmpty() && About.newest(root) && directories.any()) {
            problems.add(new Damage(file, 1, 0, Inventory.LOST).sentence(root));
        }
        torn(root, Inventory.FILE, content.unfinished());
        for (Version.Recorded<Event.ItemMoved> begun : inventory.unfinished()) {
            notes.add(Inventory.FILE + ": line " + begun.seq() + ": not all models have followed from "
                    + begun.event().from() + " to " + begun.event().to()
                    + " yet; they do when a writer opens the registry");
        }
    }

    private void ledger(ModelDirectories.Found found) throws IOException {
        Path directory = found.directory();
        Path file = found.ledger();
        Optional<ModelName> name = found.name();
        long lines = name.isPresent() ? seen.applyAsLong(name.get()) : 0;
        Ledger.Content content = Ledger.read(file);
        torn(directory, Ledger.FILE, content.unfinished());
        if (content.entries().isEmpty() && content.damage() == null) {
            if (name.isPresent() && inventory.misses(name.get())) {
                problems.add(new Damage(file, 1, 0, ModelLedger.LOST).sentence(root));
            } else if (name.isEmpty()) {
                notes.add(shown(directory)
                        + ": holds no model; it was in the way of one, or something else put it there");
            }
            // Else the directory of a model whose first registration did not come to its end.
            return;
        }
        models++;
        entries += content.entries().size();
        if (name.isEmpty()) {
            if (content.damage() != null) {
                problems.add(content.damage().sentence(root));
            }
            problems.add(shown(directory) + ": is not the directory of the model that its ledger names");
            return;
        }
        Model model =
                new ModelLedger(name.get(), root, file, null, true, inventory, new Memory(0)).fold(content, new Fold());
        Damage shortened = ModelLedger.shortened(file, content, lines);
        if (model.damage() != null) {
            problems.add(model.damage());
        } else if (shortened != null) {
            problems.add(shortened.sentence(root));
        }
        // What belongs to deleted versions may be gone.
        for (Version version : model.versions().values()) {
            for (BlobRef blob : version.files()) {
                // The shown name is no part of the identity.
                referenced.putIfAbsent(
                        new BlobRef(blob.sha256(), blob.sha256(), blob.bytes()),
                        "v" + version.number() + " of " + name.get() + " as " + blob.name());
            }
        }
    }

    /** Unfinished lines that were kept after a crash, and damaged ledgers that were set aside. */
    private void torn(Path directory, String ledger, int unfinished) throws IOException {
        if (unfinished > 0) {
            notes.add(shown(directory.resolve(ledger)) + ": ends with an unfinished line of " + unfinished
                    + " bytes, never acknowledged; the next write cuts it off and keeps it aside");
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ledger + ".*")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.startsWith(ledger + Ledger.TORN)) {
                    notes.add(shown(file) + ": an unfinished line, never acknowledged, that a crash left");
                } else if (name.startsWith(ledger + Ledger.DAMAGED)) {
                    problems.add(shown(file) + ": was damaged and set aside; what was sound of it went on. Remove this"
                            + " file when that is understood");
                }
            }
        }
    }

    private String shown(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
