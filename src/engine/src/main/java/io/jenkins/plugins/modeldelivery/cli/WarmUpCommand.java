package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does a little of everything that steps ask for, so that Java can archive the classes that it takes
 * ({@code -XX:ArchiveClassesAtExit}) and load them at once from then on. What comes of it does not matter.
 */
@Command(name = "warm-up", hidden = true, description = "Load the classes that runs need; for the Jenkins steps.")
final class WarmUpCommand implements Callable<Integer> {

    private static final int ROWS = 300;

    @Parameters(paramLabel = "DIR", description = "Where files may be left; must exist.")
    private Path directory;

    @Override
    public Integer call() throws IOException {
        Path data = directory.resolve("data.csv");
        Files.writeString(data, rows());
        String model = directory.resolve(Training.MODEL).toString();
        int worst = run("train", Map.of("data", data.toString(), "target", "y"));
        worst = Math.max(worst, run("validate", Map.of("data", data.toString(), "modelFile", model)));
        worst = Math.max(worst, run("drift", Map.of("data", data.toString(), "modelFile", model)));
        worst = Math.max(
                worst, run("drift", Map.of("data", data.toString(), "modelFile", model, "baseline", data.toString())));
        String output = directory.resolve("scored.csv").toString();
        return Math.max(worst, run("score", Map.of("data", data.toString(), "modelFile", model, "output", output)));
    }

    private int run(String command, Map<String, String> more) throws IOException {
        Map<String, String> request = new LinkedHashMap<>(more);
        request.put("command", command);
        request.put("model", "warm-up");
        request.put("out", directory.toString());
        Path file = directory.resolve(command + ".json");
        Json.write(file, request);
        return Main.execute("run", file.toString());
    }

    private static String rows() {
        Random random = new Random(1);
        StringBuilder rows = new StringBuilder("number,colour,day,y\n");
        for (int row = 0; row < ROWS; row++) {
            double number = random.nextGaussian();
            rows.append(number)
                    .append(row % 7 == 0 ? ",red," : ",blue,")
                    .append("2024-01-")
                    .append(10 + row % 20)
                    .append(number + random.nextGaussian() > 0 ? ",yes\n" : ",no\n");
        }
        return rows.toString();
    }
}
