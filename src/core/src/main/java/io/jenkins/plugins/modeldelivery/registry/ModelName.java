package io.jenkins.plugins.modeldelivery.registry;

/**
 * Full name of a model: folder path and name, separated by {@code /}, without a leading one.
 *
 * @param value the full name, valid
 */
public record ModelName(String value) implements Comparable<ModelName> {

    /** Longest full name, in characters. */
    public static final int MAX_LENGTH = 200;

    public ModelName {
        // TODO-D: validate, throw InputException with where = "model"
    }

    /**
     * The model that a name means to a job, as job names are resolved: relative to the job's folder, absolute with a
     * leading {@code /}.
     *
     * @param name as written
     * @param folder full name of the folder of the job, empty at the root
     * @throws io.jenkins.plugins.modeldelivery.document.InputException if it is no valid name
     */
    public static ModelName resolve(String name, String folder) {
        throw new UnsupportedOperationException("TODO-D");
    }

    /** The last segment. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** The folder path, empty at the root. */
    public String folder() {
        return value.contains("/") ? value.substring(0, value.lastIndexOf('/')) : "";
    }

    @Override
    public int compareTo(ModelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
