package com.compareintel.app.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The measured rows as bars, each as a part of what it must not exceed, or as what must be reached
/// in parts of it: shorter is better. A tick is what it aims at.
final class Chart {
    private static final int ROW = 26;
    private static final int LEFT = 330;
    private static final int UNIT = 300;
    private static final int RIGHT = 200;

    private Chart() {}

    static String of(Report report) {
        List<Figure> figures =
                Arrays.stream(Goal.values())
                        .map(report::figure)
                        .filter(figure -> figure.measured() != null && figure.goal().must() > 0)
                        .toList();
        int height = ROW * figures.size() + 40;
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        .formatted(LEFT + 2 * UNIT + RIGHT, height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        line(svg, LEFT + UNIT, height, "#b00", "must");
        for (int i = 0; i < figures.size(); i++) {
            bar(svg, figures.get(i), 20 + i * ROW);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder svg, Figure figure, int y) {
        Goal goal = figure.goal();
        Spread measured = figure.measured();
        if (measured == null) {
            return;
        }
        double width = width(goal, measured.median());
        boolean met = !figure.verdict().equals("short");
        svg.append(
                String.format(
                        Locale.ROOT,
                        """
                        <text x="%d" y="%d" text-anchor="end">%s</text>
                        <rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>
                        <text x="%d" y="%d">%s %s</text>
                        """,
                        LEFT - 8,
                        y + 15,
                        goal.what(),
                        LEFT,
                        y + 3,
                        width,
                        ROW - 8,
                        met ? "#27836b" : "#c77d1e",
                        LEFT + 2 * UNIT + 10,
                        y + 15,
                        figure.value(),
                        goal.unit()));
        if (!Double.isNaN(goal.aim())) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<rect x=\"%.1f\" y=\"%d\" width=\"2\" height=\"%d\" fill=\"#223\"/>%n",
                            LEFT + width(goal, goal.aim()) - 1,
                            y + 1,
                            ROW - 4));
        }
    }

    private static double width(Goal goal, double value) {
        double part = goal.isFloor() ? goal.must() / value : value / goal.must();
        return UNIT * Math.clamp(part, 0, 2);
    }

    private static void line(StringBuilder svg, int x, int height, String colour, String name) {
        svg.append(
                """
                <line x1="%1$d" y1="16" x2="%1$d" y2="%2$d" stroke="%3$s" stroke-dasharray="4 3"/>
                <text x="%1$d" y="12" text-anchor="middle" fill="%3$s">%4$s</text>
                """
                        .formatted(x, height - 16, colour, name));
    }
}
