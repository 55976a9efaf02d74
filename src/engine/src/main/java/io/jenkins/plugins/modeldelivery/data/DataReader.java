package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads data files into frames. TODO-B */
public final class DataReader {

    private DataReader() {}

    /** Reads a file whose schema is not known yet: types are inferred. */
    public static Frame read(Path file, int threads, Progress progress) throws IOException {
        throw new UnsupportedOperationException("TODO-B");
    }

    /**
     * Reads a file against a model's schema: columns named in it get its types and dictionaries (a value that does not parse
     * is an InputException naming file, line and column); other columns are inferred and kept. Missing inputs are an
     * InputException unless optional.
     *
     * @param fields expected columns
     * @param optional names among them that may be absent (the target, when scoring)
     */
    public static Frame read(
            Path file, List<Signature.Field> fields, List<String> optional, int threads, Progress progress)
            throws IOException {
        throw new UnsupportedOperationException("TODO-B");
    }
}
