package io.jenkins.plugins.modeldelivery.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which version was in which stage when: a lane for each stage, the last stage on top, a block for each stay. Moves often
 * follow each other within seconds and then nothing happens for weeks; so every period between two moves has room for its
 * label, and only what is left of the width is shared out in proportion to time.
 */
final class Timeline {

    private static final double LEFT = 84;
    private static final double RIGHT = 40;
    private static final double ROW = 28;
    private static final double GAP = 10;
    private static final double TOP = 8;
    private static final double AXIS = 44;
    private static final double NARROWEST = 68;
    private static final double WIDTH = 1000;

    /** No more periods are drawn; earlier ones are left to the ledger. */
    static final int MAX_PERIODS = 60;

    /** Versions beside each other in one stage; more are left to the table. */
    private static final int MAX_ROWS = 6;

    private final Instant now;
    private final List<String> lanes;
    private final List<Stay> stays;
    private final TreeMap<Instant, Double> at = new TreeMap<>();
    private final List<List<List<Stay>>> rows = new ArrayList<>();
    private final double width;

    /**
     * @param lanes stages, top to bottom
     * @param stays in the order in which they began
     * @param now where the time axis ends
     */
    Timeline(List<String> lanes, List<Stay> stays, Instant now) {
        this.lanes = lanes;
        TreeSet<Instant> times = new TreeSet<>();
        for (Stay s : stays) {
            if (lanes.contains(s.stage())) {
                times.add(s.from());
                if (s.until() != null) {
                    times.add(s.until());
                }
            }
        }
        Instant end = times.isEmpty() || now.isAfter(times.last())
                ? now
                : times.last().plusSeconds(1);
        times.add(end);
        while (times.size() > MAX_PERIODS + 1) {
            times.pollFirst();
        }
        this.now = end;
        Instant first = times.first();
        this.stays = stays.stream()
                .filter(s -> lanes.contains(s.stage())
                        && (s.until() == null || s.until().isAfter(first)))
                .toList();
        this.width = place(new ArrayList<>(times));
        for (String lane : lanes) {
            rows.add(pack(lane));
        }
    }

    private double place(List<Instant> times) {
        int periods = Math.max(1, times.size() - 1);
        double spare = Math.max(0, WIDTH - LEFT - RIGHT - periods * NARROWEST);
        double total = seconds(times.get(0), times.get(times.size() - 1));
        double x = LEFT;
        at.put(times.get(0), x);
        for (int i = 1; i < times.size(); i++) {
            double share = total > 0 ? seconds(times.get(i - 1), times.get(i)) / total : 1.0 / periods;
            x += NARROWEST + spare * share;
            at.put(times.get(i), x);
        }
        return x + RIGHT;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /** Rows of one lane: stays that overlap in time go below each other. */
    private List<List<Stay>> pack(String lane) {
        List<List<Stay>> packed = new ArrayList<>();
        for (Stay s : stays) {
            if (!s.stage().equals(lane)) {
                continue;
            }
            List<Stay> row = packed.stream()
                    .filter(r -> !end(r.get(r.size() - 1)).isAfter(s.from()))
                    .findFirst()
                    .orElse(null);
            if (row == null) {
                row = new ArrayList<>();
                packed.add(row);
            }
            row.add(s);
        }
        return packed;
    }

    private Instant end(Stay s) {
        return s.until() == null ? Instant.MAX : s.until();
    }

    double width() {
        return Math.max(width, 320);
    }

    double height() {
        double height = TOP + AXIS;
        for (List<List<Stay>> lane : rows) {
            height += laneHeight(lane) + GAP;
        }
        return height;
    }

    private static double laneHeight(List<List<Stay>> lane) {
        return Math.max(1, Math.min(MAX_ROWS, lane.size())) * ROW + 4;
    }

    private double x(Instant time) {
        var floor = at.floorEntry(time);
        return floor == null ? LEFT : floor.getValue();
    }

    void draw(Svg svg) {
        double y = TOP;
        double right = x(now);
        double bottom = height() - AXIS - GAP + 4;
        for (List<List<Stay>> lane : rows) {
            svg.rect(LEFT, y, right - LEFT, laneHeight(lane), Ink.LANE);
            y += laneHeight(lane) + GAP;
        }
        for (double x : at.values()) {
            svg.line(x, TOP, x, bottom, Ink.GRID);
        }
        y = TOP;
        for (int l = 0; l < lanes.size(); l++) {
            double height = laneHeight(rows.get(l));
            svg.clipped(LEFT - 12, y + height / 2 + 4, lanes.get(l), LEFT - 14, Svg.Anchor.END, "strong");
            List<List<Stay>> lane = rows.get(l);
            for (int r = 0; r < Math.min(MAX_ROWS, lane.size()); r++) {
                for (Stay s : lane.get(r)) {
                    block(svg, s, y + 2 + r * ROW, l == 0);
                }
            }
            y += height + GAP;
        }
        axis(svg, bottom);
    }

    private void block(Svg svg, Stay s, double y, boolean top) {
        double from = Math.max(LEFT, x(s.from()));
        double to = x(s.until() == null ? now : s.until());
        Instant until = s.until() == null ? now : s.until();
        String hint = "v" + s.version() + " in " + s.stage() + " from " + Numbers.second(s.from())
                + (s.until() == null ? " until now" : " to " + Numbers.second(s.until())) + " UTC ("
                + Numbers.duration(Duration.between(s.from(), until)) + "), " + s.how();
        svg.rect(from + 1, y + 2, to - from - 2, ROW - 4, top ? Ink.STAY_TOP : Ink.STAY, null, hint);
        String name = "v" + s.version();
        String label = name + (s.kind().equals("rollback") ? " rolled back" : "");
        if (Svg.width(label, 13) > to - from - 10) {
            label = name + (s.kind().equals("rollback") ? " back" : "");
        }
        svg.text((from + to) / 2, y + ROW / 2 + 4, label, Svg.Anchor.MIDDLE, top ? "on" : "strong");
    }

    private void axis(Svg svg, double bottom) {
        boolean seconds =
                at.keySet().stream().map(t -> Numbers.minute(t)).distinct().count() < at.size();
        String shown = "";
        for (var entry : at.entrySet()) {
            String day = Numbers.second(entry.getKey()).substring(0, 10);
            String time = Numbers.second(entry.getKey()).substring(11, seconds ? 19 : 16);
            boolean last = entry.getKey().equals(now);
            svg.text(entry.getValue(), bottom + 16, last ? "now" : time, Svg.Anchor.MIDDLE, "tick");
            if (!day.equals(shown) && !last) {
                svg.text(entry.getValue(), bottom + 31, day, Svg.Anchor.MIDDLE, "tick");
            }
            shown = day;
        }
    }
}
