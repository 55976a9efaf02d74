package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import io.jenkins.plugins.modeldelivery.ledger.LedgerFile;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The directories that models are in, and the names of the models that are in them. */
final class ModelDirectories {
    private static final int BLOCK = 8192;

    /** What no text inside of a line can look like, because its quotes are escaped. */
    private static final String MODEL_DELETED = "\"event\":{\"type\":\"ModelDeleted\"";

    private static final String MODEL_MOVED = "\"event\":{\"type\":\"ModelMoved\"";

    private static final String TAIL_CUT = "\"event\":{\"type\":\"TailCut\"";

    /** How the name of a directory begins that is that of no model. */
    private static final String LEFTOVER = "~leftover-";

    private final Path root;

    ModelDirectories(Path root) {
        this.root = root;
    }

    /** The ledger of a model, whether there is one or not. */
    Path ledger(ModelName name) {
        return root.resolve(DirectoryName.of(name)).resolve(Ledger.FILE);
    }

    /** Whether there is any directory, be it that of a model or not. */
    boolean any() throws IOException {
        if (!Files.isDirectory(root)) {
            return false;
        }
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(root)) {
            return directories.iterator().hasNext();
        }
    }

    /** Whether a model is or was in the directory of that name. */
    boolean occupied(ModelName name) throws IOException {
        return begun(ledger(name));
    }

    /**
     * A directory among those of the models.
     *
     * @param name of the model in it; empty: it is that of no model, or its ledger names another one
     */
    record Found(Path directory, Optional<ModelName> name) {
        Path ledger() {
            return directory.resolve(Ledger.FILE);
        }
    }

    /**
     * All directories, sorted.
     *
     * @param known names that need not be asked of the ledgers, where the name of a directory does not have all of them
     */
    List<Found> list(Collection<ModelName> known) throws IOException {
        Map<String, ModelName> expected = new HashMap<>();
        known.forEach(name -> expected.put(DirectoryName.of(name), name));
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(root, Files::isDirectory)) {
                directories.forEach(all::add);
            }
        }
        all.sort(null);
        List<Found> found = new ArrayList<>();
        for (Path directory : all) {
            ModelName name = expected.get(directory.getFileName().toString());
            found.add(new Found(directory, name != null ? Optional.of(name) : name(directory)));
        }
        return found;
    }

    /** Models whose directories are none of those of the models that are known, sorted; deleted ones, too. */
    List<ModelName> unknown(Collection<ModelName> known) throws IOException {
        Set<ModelName> expected = new HashSet<>(known);
        List<ModelName> names = new ArrayList<>();
        for (Found found : list(known)) {
            // A directory without a complete line of a ledger holds no model yet. Those of known models are not looked
            // into:
            // one that cannot be read must not keep the registry from being opened.
            if (found.name().isPresent() && !expected.contains(found.name().get()) && begun(found.ledger())) {
                names.add(found.name().get());
            }
        }
        names.sort(null);
        return names;
    }

    /**
     * Whether the last that a ledger says is that its model was deleted. The end of the file is enough to tell, in most
     * cases.
     */
    boolean deleted(ModelName name) throws IOException {
        Path file = ledger(name);
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, access.length() - BLOCK);
            byte[] end = new byte[(int) (access.length() - start)];
            access.seek(start);
            access.readFully(end);
            String text = new String(end, StandardCharsets.UTF_8);
            int last = text.lastIndexOf('\n');
            int before = last > 0 ? text.lastIndexOf('\n', last - 1) : -1;
            String line = before >= 0 ? text.substring(before, last) : TAIL_CUT;
            if (!line.contains(TAIL_CUT) && !line.contains(MODEL_MOVED)) {
                return line.contains(MODEL_DELETED);
            }
        } catch (FileNotFoundException e) {
            if (Files.exists(file)) {
                throw e;
            }
            return false;
        }
        boolean deleted = false;
        for (Entry entry : Ledger.read(file).entries()) {
            deleted = entry.event() instanceof Event.ModelDeleted
                    || deleted && !(entry.event() instanceof Event.VersionRegistered);
        }
        return deleted;
    }

    /** Names that a model had before, of its own ledger, where no ledger is now. */
    Set<ModelName> former(ModelName name) throws IOException {
        Set<ModelName> former = new HashSet<>();
        for (Entry entry : Ledger.read(ledger(name)).entries()) {
            if (entry.event() instanceof Event.ModelMoved moved && moved.from() != null) {
                ModelName before = ModelName.closest(moved.from());
                if (!occupied(before)) {
                    former.add(before);
                }
            }
        }
        return former;
    }

    /** Makes room for the directory of a model: what is there now, and is no model, gets another name. */
    void clear(ModelName name, LedgerFile.Opener disk) throws IOException {
        Path directory = ledger(name).getParent();
        if (Files.exists(directory) && !occupied(name)) {
            disk.move(directory, root.resolve(LEFTOVER + UUID.randomUUID()));
        }
    }

    /** The model of a directory: what its name says or, where that was shortened, what its ledger says. */
    private static Optional<ModelName> name(Path directory) throws IOException {
        String text = directory.getFileName().toString();
        if (!DirectoryName.isShortened(text)) {
            return DirectoryName.decode(text);
        }
        Optional<ModelName> found = Optional.empty();
        for (Entry entry : Ledger.read(directory.resolve(Ledger.FILE)).entries()) {
            String named = entry.event() instanceof Event.ModelCreated created
                    ? created.model()
                    : entry.event() instanceof Event.ModelMoved moved ? moved.to() : null;
            if (named != null) {
                found = named(named, text);
            }
        }
        return found;
    }

    private static Optional<ModelName> named(String text, String directory) {
        try {
            return Optional.of(new ModelName(text))
                    .filter(name -> DirectoryName.of(name).equals(directory));
        } catch (InputException e) {
            // Not a name: whoever asks says that the directory is not that of its model.
            return Optional.empty();
        }
    }

    private static boolean begun(Path ledger) throws IOException {
        try (InputStream in = new FileInputStream(ledger.toFile())) {
            byte[] block = new byte[BLOCK];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                for (int i = 0; i < count; i++) {
                    if (block[i] == '\n') {
                        return true;
                    }
                }
            }
            return false;
        } catch (FileNotFoundException e) {
            if (Files.exists(ledger)) {
                throw e;
            }
            return false;
        }
    }
}
