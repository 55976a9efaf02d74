package io.jenkins.plugins.modeldelivery.pages;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ledgers run forwards, pages backwards. */
final class Newest {

    private Newest() {}

    /** The last element first. */
    static <T> Stream<T> first(List<T> oldestFirst) {
        int size = oldestFirst.size();
        return IntStream.range(0, size).mapToObj(i -> oldestFirst.get(size - 1 - i));
    }
}
