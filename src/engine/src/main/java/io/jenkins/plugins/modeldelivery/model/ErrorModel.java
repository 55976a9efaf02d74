package io.jenkins.plugins.modeldelivery.model;

/**
 * Two models that estimate how wrong a regression is in a row, from the encoded features and its prediction as the last column.
 *
 * @param facts what they are good for
 * @param absolute of the absolute error
 * @param squared of the squared error
 */
public record ErrorModel(HeldOut.Errors facts, Scorer absolute, Scorer squared) implements AutoCloseable {
    @Override
    public void close() {
        absolute.close();
        squared.close();
    }
}
