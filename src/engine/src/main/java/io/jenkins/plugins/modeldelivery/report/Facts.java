package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import java.util.List;
import java.util.Map;

/** Sections that say where things come from: warnings, data files, trainer, signature. */
final class Facts {

    private static final int MAX_COLUMNS = 500;
    private static final int MAX_WARNINGS = 100;
    private static final int CATEGORIES = 8;

    private Facts() {}

    /** The warnings in a box of their own; nothing if there are none. */
    static void warnings(Markup html, List<String> warnings) {
        if (warnings.isEmpty()) {
            return;
        }
        html.open("ul", "class", "notes", "aria-label", "Warnings");
        warnings.stream().limit(MAX_WARNINGS).forEach(w -> {
            html.open("li").leaf("strong", "Warning: ").text(w).close("li");
        });
        if (warnings.size() > MAX_WARNINGS) {
            html.leaf("li", "… and " + (warnings.size() - MAX_WARNINGS) + " more.");
        }
        html.close("ul");
    }

    /** Data files by what they were used for; those that are null are left out. */
    static void data(Markup html, Map<String, DataFacts> files) {
        Table table = Table.open(
                html,
                "Data files, by digest of the file as stored",
                "Used for",
                "File",
                "#Rows",
                "#Columns",
                "#Size",
                "sha256");
        files.forEach((use, file) -> table.row(use)
                .wide(file.path())
                .cell(Numbers.count(file.rows()))
                .cell(Numbers.count(file.columns()))
                .cell(Numbers.bytes(file.bytes()))
                .wide(h -> h.leaf("code", file.sha256())));
        table.close();
    }

    /** The trainer's parameters. */
    static void trainer(Markup html, TrainerSpec trainer, Long seed) {
        Table table = Table.open(html, "Trainer " + trainer.name(), "Parameter", "Value");
        trainer.parameters().forEach((name, value) -> table.row(name).wide(parameter(value)));
        if (seed != null) {
            table.row("seed").cell(seed.toString());
        }
        table.close();
    }

    private static String parameter(Object value) {
        return value instanceof Double || value instanceof Float
                ? Numbers.significant(((Number) value).doubleValue())
                : String.valueOf(value);
    }

    /** Inputs and output with what was seen in training. */
    static void signature(Markup html, Signature signature) {
        int n = signature.inputs().size();
        String caption = "What the model expects, and what it saw in training"
                + (n > MAX_COLUMNS ? " (the first " + MAX_COLUMNS + " of " + n + " inputs)" : "");
        Table table = Table.open(html, caption, "Column", "Role", "Type", "#Missing", "Values");
        if (signature.target() != null) {
            field(table, signature.output(), "output");
        }
        signature.inputs().stream().limit(MAX_COLUMNS).forEach(f -> field(table, f, "input"));
        table.close();
    }

    private static void field(Table table, Signature.Field field, String role) {
        table.row(field.name())
                .cell(role)
                .cell(field.type() == null ? Numbers.NONE : field.type().toString())
                .cell(Numbers.percent(field.missing()))
                .wide(values(field));
    }

    private static String values(Signature.Field field) {
        if (field.categories() != null) {
            int n = field.categories().size();
            StringBuilder text = new StringBuilder();
            for (String category : field.categories().subList(0, Math.min(n, CATEGORIES))) {
                text.append(text.isEmpty() ? "" : ", ").append(Svg.fit(category, 200, 12));
            }
            return n > CATEGORIES ? text + ", … (" + n + " in all)" : text.toString();
        }
        if (field.min() == null && field.max() == null) {
            return "";
        }
        return Words.number(field.min()) + " to " + Words.number(field.max());
    }
}
