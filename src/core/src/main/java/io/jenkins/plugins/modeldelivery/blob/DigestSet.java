package io.jenkins.plugins.modeldelivery.blob;

/**
 * Many digests in little memory: 11 to 22 bytes each. Kept are their first 64 bits, so {@link #contains} may answer yes
 * for one that was not added; with ten million digests the chance of a single such answer in ten million questions is
 * below one in 100,000. Whoever removes what is not contained then keeps a file too many, and never loses one.
 */
public final class DigestSet {
    private static final int BITS_DIGITS = 16;

    /** Open addressing with linear probing; 0 is an empty place. A digest is its own hash. */
    private long[] places = new long[1024];

    private int size;

    /** @param sha256 lower-case hexadecimal */
    public void add(String sha256) {
        if (size * 4L >= places.length * 3L) {
            grow();
        }
        if (put(places, key(sha256))) {
            size++;
        }
    }

    /** @param sha256 lower-case hexadecimal */
    public boolean contains(String sha256) {
        long key = key(sha256);
        for (int i = place(places, key); places[i] != 0; i = i + 1 & places.length - 1) {
            if (places[i] == key) {
                return true;
            }
        }
        return false;
    }

    /** How many different ones. */
    public int size() {
        return size;
    }

    private void grow() {
        long[] larger = new long[places.length * 2];
        for (long key : places) {
            if (key != 0) {
                put(larger, key);
            }
        }
        places = larger;
    }

    private static boolean put(long[] places, long key) {
        int i = place(places, key);
        while (places[i] != 0) {
            if (places[i] == key) {
                return false;
            }
            i = i + 1 & places.length - 1;
        }
        places[i] = key;
        return true;
    }

    private static int place(long[] places, long key) {
        return (int) key & places.length - 1;
    }

    private static long key(String sha256) {
        long key = Long.parseUnsignedLong(sha256, 0, BITS_DIGITS, BITS_DIGITS);
        return key == 0 ? 1 : key;
    }
}
