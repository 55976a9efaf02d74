package io.jenkins.plugins.modeldelivery.parquet;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands at the end of a file: its columns, and where their pages are.
 *
 * @param schema elements, the root first, depth first
 * @param rows of the whole file
 * @param groups of rows, in order
 * @param writer program that wrote it; may be null
 */
record Footer(List<Element> schema, long rows, List<Group> groups, String writer) {

    /**
     * An element of the schema. Numbers that are not given are -1.
     *
     * @param physical type of the stored values; -1: a group of columns
     * @param length bytes of a value of fixed length
     * @param repetition 0 required, 1 optional, 2 repeated
     * @param children how many elements after it belong to it
     * @param converted the older way to say what values mean
     * @param logical number of the newer way's member
     * @param unit of times: 1 milli-, 2 micro-, 3 nanoseconds
     * @param signed whether whole numbers have a sign
     */
    record Element(
            String name,
            int physical,
            int length,
            int repetition,
            int children,
            int converted,
            int scale,
            int logical,
            int unit,
            boolean signed) {}

    /**
     * A group of rows.
     *
     * @param chunks one a column
     */
    record Group(long rows, List<Chunk> chunks) {}

    /**
     * The pages of a column in a group of rows.
     *
     * @param start offset of the first page, which may be the dictionary
     * @param bytes of all pages
     * @param path of the column
     */
    record Chunk(int physical, int codec, long values, long start, long bytes, List<String> path) {}

    /** Reads the footer's bytes. */
    static Footer of(byte[] bytes) throws DamagedException {
        Thrift in = new Thrift(bytes, 0, bytes.length);
        List<Element> schema = new ArrayList<>();
        List<Group> groups = new ArrayList<>();
        long rows = -1;
        String writer = null;
        int id = 0;
        while ((id = in.field(id)) != 0) {
            switch (id) {
                case 2 -> {
                    int count = in.list(Thrift.STRUCT);
                    for (int i = 0; i < count; i++) {
                        schema.add(element(in));
                    }
                }
                case 3 -> rows = in.number();
                case 4 -> {
                    int count = in.list(Thrift.STRUCT);
                    for (int i = 0; i < count; i++) {
                        groups.add(group(in));
                    }
                }
                case 6 -> writer = in.text();
                default -> in.skip();
            }
        }
        if (schema.isEmpty() || rows < 0) {
            throw new DamagedException("The footer lacks the columns or the number of rows");
        }
        return new Footer(schema, rows, groups, writer);
    }

    private static Element element(Thrift in) throws DamagedException {
        String name = null;
        int physical = -1;
        int length = -1;
        int repetition = 0;
        int children = -1;
        int converted = -1;
        int scale = 0;
        int[] logical = {-1, -1, 1, -1};
        int id = 0;
        while ((id = in.field(id)) != 0) {
            switch (id) {
                case 1 -> physical = in.whole();
                case 2 -> length = in.whole();
                case 3 -> repetition = in.whole();
                case 4 -> name = in.text();
                case 5 -> children = in.whole();
                case 6 -> converted = in.whole();
                case 7 -> scale = in.whole();
                case 10 -> logical(in, logical);
                default -> in.skip();
            }
        }
        if (name == null) {
            throw new DamagedException("A column has no name");
        }
        return new Element(
                name,
                physical,
                length,
                repetition,
                children,
                converted,
                logical[3] >= 0 ? logical[3] : scale,
                logical[0],
                logical[1],
                logical[2] == 1);
    }

    /** @param found receives number of the member, unit, 1 if signed, and scale */
    private static void logical(Thrift in, int[] found) throws DamagedException {
        in.structure();
        int member = 0;
        while ((member = in.field(member)) != 0) {
            found[0] = member;
            in.structure();
            int id = 0;
            while ((id = in.field(id)) != 0) {
                if (member == ParquetColumn.DECIMAL && id == 1) {
                    found[3] = in.whole();
                } else if ((member == ParquetColumn.TIMESTAMP || member == ParquetColumn.TIME) && id == 2) {
                    in.structure();
                    int unit = 0;
                    while ((unit = in.field(unit)) != 0) {
                        found[1] = unit;
                        in.skip();
                    }
                } else if (member == ParquetColumn.INTEGER && id == 2) {
                    found[2] = in.truth() ? 1 : 0;
                } else {
                    in.skip();
                }
            }
        }
    }

    private static Group group(Thrift in) throws DamagedException {
        List<Chunk> chunks = new ArrayList<>();
        long rows = -1;
        int id = 0;
        while ((id = in.field(id)) != 0) {
            switch (id) {
                case 1 -> {
                    int count = in.list(Thrift.STRUCT);
                    for (int i = 0; i < count; i++) {
                        chunks.add(chunk(in));
                    }
                }
                case 3 -> rows = in.number();
                default -> in.skip();
            }
        }
        return new Group(rows, chunks);
    }

    private static Chunk chunk(Thrift in) throws DamagedException {
        Chunk chunk = null;
        int id = 0;
        while ((id = in.field(id)) != 0) {
            switch (id) {
                case 1 -> throw new DamagedException("The pages are in another file, " + in.text());
                case 3 -> {
                    in.structure();
                    chunk = pages(in);
                }
                default -> in.skip();
            }
        }
        if (chunk == null) {
            throw new DamagedException("A column has no pages (an encrypted one?)");
        }
        return chunk;
    }

    private static Chunk pages(Thrift in) throws DamagedException {
        int physical = -1;
        int codec = -1;
        long values = -1;
        long bytes = -1;
        long data = -1;
        long dictionary = -1;
        List<String> path = new ArrayList<>();
        int id = 0;
        while ((id = in.field(id)) != 0) {
            switch (id) {
                case 1 -> physical = in.whole();
                case 3 -> {
                    int count = in.list(Thrift.BINARY);
                    for (int i = 0; i < count; i++) {
                        path.add(in.element());
                    }
                }
                case 4 -> codec = in.whole();
                case 5 -> values = in.number();
                case 7 -> bytes = in.number();
                case 9 -> data = in.number();
                case 11 -> dictionary = in.number();
                default -> in.skip();
            }
        }
        // Some writers give the dictionary's offset as 0 where there is none.
        long start = dictionary > 0 && dictionary < data ? dictionary : data;
        return new Chunk(physical, codec, values, start, bytes, path);
    }
}
