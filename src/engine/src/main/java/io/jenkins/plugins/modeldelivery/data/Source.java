package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Reading;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Where rows come from: one file, or several that have the same columns.
 *
 * @param words as the user gave it
 * @param files in the order they are read; at least one
 * @param reading how they are read
 */
public record Source(String words, List<Path> files, Reading reading) {

    /** More files than anybody means to read at once: a pattern that matches a whole disk. */
    private static final int MOST_FILES = 10_000;

    private static final Pattern WILD = Pattern.compile("[*?]");

    public Source {
        files = List.copyOf(files);
    }

    /** Files that are read as they look. */
    public Source(String words, List<Path> files) {
        this(words, files, Reading.DETECTED);
    }

    /** The same files, read so; null: as they look. */
    public Source as(Reading how) {
        return new Source(words, files, how == null ? Reading.DETECTED : how);
    }

    /** One file. */
    public static Source of(Path file) {
        return new Source(file.toString(), List.of(file));
    }

    /**
     * What the user means: the file of that very name, or else several, separated by commas. Each is a name or a pattern: {@code
     * *} and {@code ?} stand for characters of one name, {@code **} for any number of directories. What a pattern matches is read
     * in the order of the names; hidden files are passed over, and no file is read twice.
     *
     * @throws InputException a pattern matches nothing, or it is no file name at all
     */
    public static Source of(String data) throws IOException {
        try {
            if (!data.contains(",") && !WILD.matcher(data).find() || Files.exists(Path.of(data))) {
                return of(Path.of(data));
            }
        } catch (InvalidPathException e) {
            // On some systems a pattern is no path; whatever else it is will be told below.
        }
        Set<Path> files = new LinkedHashSet<>();
        for (String part : data.split(",")) {
            if (part.isBlank()) {
                throw new InputException("A file name between the commas is empty", data, "Leave out the comma.");
            }
            String name = part.strip();
            if (WILD.matcher(name).find()) {
                files.addAll(matching(name));
            } else {
                files.add(path(name));
            }
        }
        if (files.size() > MOST_FILES) {
            throw tooMany(data);
        }
        return new Source(data, new ArrayList<>(files));
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new InputException("This is no file name", name, null);
        }
    }

    private static Set<Path> matching(String pattern) throws IOException {
        String plain = pattern.replace('\\', '/');
        int wild = plain.length();
        java.util.regex.Matcher first = WILD.matcher(plain);
        if (first.find()) {
            wild = first.start();
        }
        int slash = plain.lastIndexOf('/', wild - 1);
        Path base = path(slash < 0 ? "" : slash == 0 ? "/" : plain.substring(0, slash));
        String rest = plain.substring(slash + 1);
        boolean deep = rest.contains("**");
        int depth = deep ? Integer.MAX_VALUE : rest.split("/").length;
        Pattern expression = Pattern.compile(expression(rest));
        Set<Path> found =
                new TreeSet<>(java.util.Comparator.comparing(p -> p.toString().replace('\\', '/')));
        if (Files.isDirectory(base)) {
            Files.walkFileTree(base, Set.of(), depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return !directory.equals(base) && hidden(directory)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = base.relativize(file).toString().replace('\\', '/');
                    if (!hidden(file)
                            && !Files.isDirectory(file)
                            && expression.matcher(name).matches()) {
                        found.add(file);
                        if (found.size() > MOST_FILES) {
                            throw tooMany(pattern);
                        }
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    throw new InputException(
                            new io.jenkins.plugins.modeldelivery.document.Problem(
                                    "The directory cannot be searched for '" + pattern + "'", file.toString(), null),
                            e);
                }
            });
        }
        if (found.isEmpty()) {
            throw new InputException(
                    "No file matches the pattern",
                    pattern,
                    Path.of(plain.substring(0, Math.max(0, slash))).isAbsolute()
                            ? "Check the directory and the ending of the names."
                            : "Relative patterns start at " + Path.of("").toAbsolutePath() + ".");
        }
        return found;
    }

    private static boolean hidden(Path file) {
        return file.getFileName() != null && file.getFileName().toString().startsWith(".");
    }

    private static InputException tooMany(String data) {
        return new InputException("More than " + MOST_FILES + " files match", data, "Narrow the pattern.");
    }

    /** The pattern as a regular expression for a path with slashes. */
    private static String expression(String pattern) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); ) {
            if (pattern.startsWith("**/", i)) {
                expression.append("(?:.*/)?");
                i += 3;
            } else if (pattern.startsWith("**", i)) {
                expression.append(".*");
                i += 2;
            } else {
                char c = pattern.charAt(i++);
                expression.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
            }
        }
        return expression.toString();
    }
}
