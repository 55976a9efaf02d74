package io.jenkins.plugins.modeldelivery.document;

/**
 * Batch inference: the rows of a file with the model's predictions appended.
 *
 * @param model full name of the model
 * @param version its version number; may be null
 * @param out output directory; receives last {@code result.json}
 * @param modelFile the model file
 * @param data rows to score; the target may be absent
 * @param output CSV file to write, complete or not at all
 * @param threads at most this many; null: all that the machine offers
 * @param reading how the data files are read; null: as in the training, word by word where nothing is said here
 */
public record ScoreRequest(
        String model,
        Integer version,
        String out,
        String modelFile,
        String data,
        String output,
        Integer threads,
        Reading reading)
        implements Request {

    /** Read as in the training. */
    public ScoreRequest(
            String model, Integer version, String out, String modelFile, String data, String output, Integer threads) {
        this(model, version, out, modelFile, data, output, threads, null);
    }
}
