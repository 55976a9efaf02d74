package io.jenkins.plugins.modeldelivery.parquet;

/**
 * What stands before the bytes of a page. Numbers that are not given are -1.
 *
 * @param kind 0 data, 1 index, 2 dictionary, 3 data of the second version
 * @param size bytes unpacked
 * @param stored bytes in the file
 * @param checksum CRC-32 of the bytes in the file; null: none
 * @param values in the page, missing ones included
 * @param encoding of the values
 * @param levels encoding of what says which values are missing
 * @param levelBytes of the second version: bytes of the levels, which are never packed
 * @param packed of the second version: whether the values are
 * @param length bytes of the header itself
 */
record PageHeader(
        int kind,
        int size,
        int stored,
        Integer checksum,
        int values,
        int encoding,
        int levels,
        int levelBytes,
        boolean packed,
        int length) {

    static final int DATA = 0;
    static final int DICTIONARY = 2;
    static final int DATA_2 = 3;

    /** Reads a header; {@link Thrift.TooShort} if the bytes end before it does. */
    static PageHeader of(byte[] bytes) throws DamagedException {
        Thrift in = new Thrift(bytes, 0, bytes.length);
        int kind = -1;
        int size = -1;
        int stored = -1;
        Integer checksum = null;
        int[] of = {-1, -1, 3, 0, 1, 0};
        int id = 0;
        while ((id = in.field(id)) != 0) {
            switch (id) {
                case 1 -> kind = in.whole();
                case 2 -> size = in.whole();
                case 3 -> stored = in.whole();
                case 4 -> checksum = in.whole();
                case 5 -> data(in, of);
                case 7 -> data(in, of);
                case 8 -> second(in, of);
                default -> in.skip();
            }
        }
        return new PageHeader(kind, size, stored, checksum, of[0], of[1], of[2], of[3], of[4] == 1, in.position());
    }

    private static void data(Thrift in, int[] of) throws DamagedException {
        in.structure();
        int id = 0;
        while ((id = in.field(id)) != 0) {
            switch (id) {
                case 1 -> of[0] = in.whole();
                case 2 -> of[1] = in.whole();
                case 3 -> {
                    // Of a dictionary this says whether it is sorted.
                    if (in.isNumber()) {
                        of[2] = in.whole();
                    }
                }
                default -> in.skip();
            }
        }
    }

    private static void second(Thrift in, int[] of) throws DamagedException {
        in.structure();
        int id = 0;
        while ((id = in.field(id)) != 0) {
            switch (id) {
                case 1 -> of[0] = in.whole();
                case 4 -> of[1] = in.whole();
                case 5 -> of[3] = in.whole();
                case 6 -> {
                    if (in.whole() != 0) {
                        throw new DamagedException("A column of plain values has levels of repetition");
                    }
                }
                case 7 -> of[4] = in.truth() ? 1 : 0;
                default -> in.skip();
            }
        }
    }
}
