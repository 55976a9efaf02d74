package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.Leaderboard;
import java.util.Locale;
import java.util.stream.Collectors;

/** The leaderboard of a search. */
final class Trials {

    private static final int MOST = 200;

    private Trials() {}

    static void write(Markup html, Leaderboard board) {
        Table table = Table.open(
                html,
                "Trials by " + board.metric() + ", over " + board.folds() + " of the training rows",
                "Place",
                "#Trial",
                "Trainer",
                "#" + board.metric(),
                "#Deviation",
                "#Folds",
                "#Seconds",
                "Parameters",
                "Remark");
        int place = 0;
        for (Leaderboard.Trial trial : board.trials()) {
            place++;
            if (place > MOST) {
                break;
            }
            table.row(Integer.toString(place))
                    .cell(trial.number() == 0 ? Numbers.NONE : Integer.toString(trial.number()))
                    .cell(trial.trainer())
                    .cell(trial.score() == null ? Numbers.NONE : Numbers.significant(trial.score()))
                    .cell(trial.deviation() == null ? Numbers.NONE : Numbers.significant(trial.deviation()))
                    .cell(Integer.toString(trial.folds()))
                    .cell(String.format(Locale.ROOT, "%.1f", trial.seconds()))
                    .wide(trial.parameters().entrySet().stream()
                            .map(p -> p.getKey() + ": " + p.getValue())
                            .collect(Collectors.joining(", ")))
                    .wide(trial.note() == null ? "" : trial.note());
        }
        table.close();
        html.leaf(
                "p",
                "The search took " + String.format(Locale.ROOT, "%.1f", board.seconds()) + " s"
                        + (board.outOfTime() ? " and ended by time; another run may find another model." : ".")
                        + " The winner was then trained on all training rows, and measured above on rows that no trial has seen.",
                "class",
                "soft");
    }
}
