import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.nio.file.Path;

/** Reads a file as the steps do, and says what it takes: rows, columns, and with --heap bytes of heap a row. */
class Read {
    public static void main(String[] arguments) throws Exception {
        long started = System.nanoTime();
        Frame frame = DataReader.read(
                Path.of(arguments[0]), Runtime.getRuntime().availableProcessors(), Progress.SILENT);
        System.out.printf("rows %d%ncolumns %d%ninside %.3f%n", frame.rows(), frame.columns().size(),
                (System.nanoTime() - started) / 1e9);
        if (arguments.length > 1) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.printf("bytes %.1f%n", (double) (runtime.totalMemory() - runtime.freeMemory()) / frame.rows());
            // The frame is in use until here.
            System.out.println("last " + frame.columns().get(frame.columns().size() - 1).name());
        }
    }
}
