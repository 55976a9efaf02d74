package io.jenkins.plugins.modeldelivery.document;

import java.util.List;

/**
 * A group of rows that are alike.
 *
 * @param name its number, from 1: the largest of the training first
 * @param rows of the measured data that are nearest to it
 * @param share of the measured rows, 0..1
 * @param trainedShare of the training rows, 0..1
 * @param distance mean distance of its measured rows to its centre, in standardised units; null without rows
 * @param centre what its training rows are like, in the data's own units; what sets it apart most first
 */
public record Cluster(String name, long rows, double share, double trainedShare, Double distance, List<Trait> centre) {
    public Cluster {
        centre = centre == null ? List.of() : List.copyOf(centre);
    }

    /**
     * What the rows of a group are like in one feature.
     *
     * @param feature column name
     * @param category the value of a categorical feature that is over-represented most; null: a number
     * @param value mean of the group's rows; of a category its share in the group, 0..1
     * @param overall the same of all training rows
     * @param difference how far apart the two are, in standard deviations of all training rows, signed
     */
    public record Trait(String feature, String category, double value, double overall, double difference) {}
}
