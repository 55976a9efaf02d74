package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The directories that models are in, and the names of the models that are in them. */
final class ModelDirectories {
    private static final int BLOCK = 8192;

    private final Path root;

    ModelDirectories(Path root) {
        this.root = root;
    }

    /** The ledger of a model, whether there is one or not. */
    Path ledger(ModelName name) {
        return root.resolve(DirectoryName.of(name)).resolve(Ledger.FILE);
    }

    /** All directories, sorted. */
    List<Path> list() throws IOException {
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(root, Files::isDirectory)) {
                directories.forEach(all::add);
            }
        }
        all.sort(null);
        return all;
    }

    /** Models whose directories are none of those of the models that are known, sorted. */
    List<ModelName> unknown(Collection<ModelName> known) throws IOException {
        Set<String> expected = new HashSet<>();
        known.forEach(name -> expected.add(DirectoryName.of(name)));
        List<ModelName> names = new ArrayList<>();
        for (Path directory : list()) {
            // A directory without a complete line of a ledger holds no model yet.
            if (!expected.contains(directory.getFileName().toString()) && begun(directory.resolve(Ledger.FILE))) {
                name(directory).ifPresent(names::add);
            }
        }
        names.sort(null);
        return names;
    }

    /** The model of a directory: what its name says or, where that was shortened, the ledger's first line. */
    Optional<ModelName> name(Path directory) throws IOException {
        String text = directory.getFileName().toString();
        if (!DirectoryName.isShortened(text)) {
            return DirectoryName.decode(text);
        }
        Ledger.Content content = Ledger.read(directory.resolve(Ledger.FILE));
        if (content.entries().isEmpty() || !(content.entries().get(0).event() instanceof Event.ModelCreated created)) {
            return Optional.empty();
        }
        try {
            ModelName name = new ModelName(created.model());
            return DirectoryName.of(name).equals(text) ? Optional.of(name) : Optional.empty();
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
