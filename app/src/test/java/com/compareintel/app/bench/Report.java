package com.compareintel.app.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a run has found: a table to read, and a file with all of it to compute with.
final class Report {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> configuration = new LinkedHashMap<>();
    private final Map<Goal, Figure> figures = new EnumMap<>(Goal.class);
    private final List<Series> all = new ArrayList<>();
    private final Map<String, String> remarks = new LinkedHashMap<>();
    private final Complaints complaints = new Complaints();
    private String playing = "at first";

    /// What was measured with what.
    void configured(String name, Object value) {
        configuration.put(name, value.toString());
    }

    void add(Figure figure) {
        figures.put(figure.goal(), figure);
    }

    void add(Series series) {
        all.add(series);
    }

    /// A figure that is no row of the bar.
    void remark(String name, String value) {
        remarks.put(name, value);
    }

    /// What complaints from now on are of.
    void playing(String part) {
        playing = part;
    }

    /// What was lost, altered or wrongly booked: then nothing here counts.
    void complain(String what) {
        complaints.add(playing + ": " + what);
    }

    boolean isClean() {
        return complaints.isEmpty();
    }

    Figure figure(Goal goal) {
        return figures.getOrDefault(goal, Figure.missing(goal, "not measured yet"));
    }

    /// The table, in Markdown.
    String table() {
        StringBuilder table = new StringBuilder();
        table.append("| | must | aim | measured | reached | how |\n|---|---|---|---|---|---|\n");
        for (Goal goal : Goal.values()) {
            Figure figure = figure(goal);
            table.append(
                    "| %s, %s | %s | %s | %s | %s | %s |%n"
                            .formatted(
                                    goal.what(),
                                    goal.unit(),
                                    goal.bound(goal.must()),
                                    goal.bound(goal.aim()),
                                    figure.value(),
                                    figure.verdict(),
                                    figure.note()));
        }
        table.append('\n');
        remarks.forEach((name, value) -> table.append("- %s: %s%n".formatted(name, value)));
        return table.append(complaints()).toString();
    }

    /// Why nothing of it counts, if so.
    String complaints() {
        return isClean() ? "" : "\nVOID:\n\n- " + String.join("\n- ", complaints.lines()) + "\n";
    }

    /// Writes `bench.json`, `bench.md` and `bench.svg`.
    void write(Path directory) throws IOException {
        Files.writeString(directory.resolve("bench.md"), table());
        Files.write(
                directory.resolve("bench.json"),
                JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(json())
                        .getBytes(StandardCharsets.UTF_8));
        Files.writeString(directory.resolve("bench.svg"), Chart.of(this));
    }

    private ObjectNode json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("clean", isClean());
        root.set("configuration", JSON.valueToTree(configuration));
        root.set("remarks", JSON.valueToTree(remarks));
        root.set("complaints", JSON.valueToTree(complaints.lines()));
        ArrayNode rows = root.putArray("figures");
        for (Goal goal : Goal.values()) {
            Figure figure = figure(goal);
            ObjectNode row = rows.addObject();
            row.put("name", goal.name());
            row.put("what", goal.what());
            row.put("unit", goal.unit());
            row.put("must", goal.bound(goal.must()));
            row.put("aim", goal.bound(goal.aim()));
            row.put("reached", figure.verdict());
            row.put("note", figure.note());
            if (figure.measured() != null) {
                row.put("median", figure.measured().median());
                row.put("least", figure.measured().least());
                row.put("most", figure.measured().most());
            }
        }
        ArrayNode series = root.putArray("series");
        all.forEach(one -> describe(one, series.addObject()));
        return root;
    }

    private static void describe(Series one, ObjectNode to) {
        to.put("name", one.name());
        to.put("comparisons", one.load().comparisons());
        to.put("scene", one.load().scene().toString());
        ArrayNode rounds = to.putArray("rounds");
        for (Round round : one.rounds()) {
            ObjectNode node = rounds.addObject();
            node.put("void", round.isVoid().orElse(""));
            node.put("control_drift", round.drift());
            ArrayNode cells = node.putArray("cells");
            round.cells().forEach(cell -> describe(cell, cells.addObject()));
        }
    }

    private static void describe(Cell cell, ObjectNode to) {
        to.put("target", cell.target().name());
        to.put("seconds", cell.seconds());
        to.put("chunks", cell.chunks());
        to.put("bytes", cell.bytes());
        to.put("processors_busy", cell.busy());
        to.put("processors_used_by_others", cell.strangers());
        to.put("latency_p50_micros", cell.latencies().percentile(50));
        to.put("latency_p99_micros", cell.latencies().percentile(99));
        ObjectNode cpu = to.putObject("micros_per_chunk");
        for (Part part : cell.cpu().keySet()) {
            Cpu each = cell.microsPerChunk(part);
            cpu.putObject(part.name()).put("user", each.user()).put("kernel", each.kernel());
        }
    }
}
