package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.blob.BlobStore;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Digest;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks every ledger and every stored file of a registry, from the disk, whatever is cached. */
final class Auditor {
    private final ModelDirectories directories;
    private final BlobStore blobs;
    private final List<String> problems = new ArrayList<>();
    /** By address; where it is referred to first. */
    private final Map<BlobRef, String> referenced = new LinkedHashMap<>();

    private int models;
    private long entries;

    Auditor(ModelDirectories directories, BlobStore blobs) {
        this.directories = directories;
        this.blobs = blobs;
    }

    Audit audit() throws IOException {
        for (Path directory : directories.list()) {
            ledger(directory);
        }
        // Files stored while this walk goes on may belong to a version registered after its ledger was read; they count
        // as
        // unreferenced, which is no problem.
        List<Path> files = blobs.files();
        Map<String, Long> known = new LinkedHashMap<>();
        referenced.forEach((blob, where) -> {
            String problem = blobs.problem(blob);
            if (problem != null) {
                problems.add(problem + ", referred to by " + where);
            }
            known.put(blob.sha256(), blob.bytes());
        });
        int unreferenced = 0;
        long bytes = 0;
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (!Digest.isDigest(name)
                    || !file.getParent().getFileName().toString().equals(name.substring(0, 2))) {
                problems.add(file + ": is no stored file; something else put it there");
            } else if (!known.containsKey(name)) {
                unreferenced++;
                bytes += Files.size(file);
            }
        }
        long total = known.values().stream().mapToLong(Long::longValue).sum();
        return new Audit(models, entries, known.size(), total, unreferenced, bytes, problems);
    }

    private void ledger(Path directory) throws IOException {
        Path file = directory.resolve(Ledger.FILE);
        Ledger.Content content = Ledger.read(file);
        if (content.entries().isEmpty() && content.damage() == null) {
            // The directory of a model whose first registration did not come to its end.
            return;
        }
        models++;
        entries += content.entries().size();
        if (content.damage() != null) {
            problems.add(content.damage().sentence());
        }
        Optional<ModelName> name = directories.name(directory);
        if (name.isEmpty()) {
            problems.add(directory + ": is not the directory of the model that its ledger names");
            return;
        }
        Fold fold = new Fold(name.get());
        for (Entry entry : content.entries()) {
            try {
                fold.apply(entry);
            } catch (RegistryException e) {
                problems.add(Ledger.damage(file, entry.seq(), e.getMessage()).sentence());
                return;
            }
            for (BlobRef blob : blobs(entry.event())) {
                // The shown name is no part of the identity.
                referenced.putIfAbsent(
                        new BlobRef(blob.sha256(), blob.sha256(), blob.bytes()),
                        "line " + entry.seq() + " of " + file + " as " + blob.name());
            }
        }
    }

    private static Collection<BlobRef> blobs(Event event) {
        List<BlobRef> all = new ArrayList<>();
        if (event instanceof Event.VersionRegistered registered) {
            all.add(registered.model());
            all.addAll(registered.documents().values());
        } else if (event instanceof Event.VersionValidated validated) {
            all.addAll(validated.documents().values());
        } else if (event instanceof Event.DriftChecked checked) {
            all.addAll(checked.documents().values());
        }
        return all;
    }
}
