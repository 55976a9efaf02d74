package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.tree.Feature;
import java.util.Arrays;
import java.util.List;

/** Rows of a frame as they are in it, with what encodes them. */
final class FrameRows implements Encoded {

    private final Preprocessing.Encoder encoder;
    private final int width;
    private final int[] indices;
    /** Whether numbers are as they are, and missing ones without a mark. */
    private final boolean plain;

    FrameRows(Preprocessing preprocessing, Frame frame) {
        this(
                preprocessing.encoder(frame),
                preprocessing.width(),
                all(frame.rows()),
                !preprocessing.scaled() && preprocessing.features().stream().noneMatch(Preprocessing.Feature::missing));
    }

    private FrameRows(Preprocessing.Encoder encoder, int width, int[] indices, boolean plain) {
        this.encoder = encoder;
        this.width = width;
        this.indices = indices;
        this.plain = plain;
    }

    private static int[] all(int rows) {
        int[] all = new int[rows];
        Arrays.setAll(all, i -> i);
        return all;
    }

    @Override
    public int count() {
        return indices.length;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public Rows cells(int from, int to) {
        return encoder.rows(indices, from, to);
    }

    /** The rows as trees take them; null where linear models alone take such rows. */
    DenseRows dense(int[] places, int of) {
        return plain ? encoder.dense(indices, places, of) : null;
    }

    @Override
    public Design design(int from, int to, int threads) {
        return encoder.design(indices, from, to, threads);
    }

    @Override
    public Encoded subset(int[] some) {
        int[] mine = new int[some.length];
        Arrays.setAll(mine, i -> indices[some[i]]);
        return new FrameRows(encoder, width, mine, plain);
    }

    @Override
    public List<Feature> features(int[] directions) {
        return encoder.features(directions);
    }

    @Override
    public int[] indices() {
        return indices;
    }
}
