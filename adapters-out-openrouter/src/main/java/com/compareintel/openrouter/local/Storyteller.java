package com.compareintel.openrouter.local;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;

/// Puts demonstration answers together. The same random state, persona and question always give the
/// same text; it begins by saying that it is a demo, quotes the question and knows how many were
/// asked before.
final class Storyteller {
    /// Long enough to recognise one's own question by.
    private static final int QUOTED_CODE_POINTS = 90;

    private static final String MARKDOWN_SIGNS = "\\`*_{}[]()<>#+-!|~&";

    private Storyteller() {}

    static String answer(Persona persona, ChatRequest request, Random random) {
        var parts = new ArrayList<String>();
        parts.add(
                "**demo** · *"
                        + persona.name()
                        + "* speaking, from a drawer of canned texts; no language model was"
                        + " asked.");
        parts.add("You asked: “" + quoted(request.lastPrompt()) + "”");
        if (request.turns() > 1) {
            parts.add(
                    "This is question "
                            + request.turns()
                            + " of our conversation, and I have kept count of all of"
                            + " them, if nothing else.");
        }
        parts.addAll(sections(persona, random));
        parts.add(from(persona, DemoTexts.CLOSINGS, random).getFirst());
        return String.join("\n\n", parts);
    }

    static String reasoning(Persona persona, ChatRequest request, Random random) {
        return "(demo) They ask: “"
                + quoted(request.lastPrompt())
                + "” "
                + from(persona, DemoTexts.REASONING, random).getFirst();
    }

    /// One section in the persona's own form, the others in prose; none twice.
    private static List<String> sections(Persona persona, Random random) {
        var sections = new LinkedHashSet<String>();
        sections.add(from(persona, DemoTexts.of(persona.form()), random).getFirst());
        sections.addAll(from(persona, DemoTexts.PROSE, random));
        return sections.stream().limit(persona.sections()).toList();
    }

    /// `prompt` in one short line in which no sign means anything to Markdown.
    static String quoted(String prompt) {
        var line = prompt.strip().replaceAll("\\s+", " ");
        var quoted = new StringBuilder();
        line.codePoints()
                .limit(QUOTED_CODE_POINTS)
                .forEach(sign -> {
                    if (MARKDOWN_SIGNS.indexOf(sign) >= 0) {
                        quoted.append('\\');
                    }
                    quoted.appendCodePoint(sign);
                });
        return line.codePointCount(0, line.length()) > QUOTED_CODE_POINTS
                ? quoted + "…"
                : quoted.toString();
    }

    /// `texts` in an order that is the same for all personas, begun at this one's drawer.
    private static List<String> from(Persona persona, List<String> texts, Random random) {
        var order = new ArrayList<>(texts);
        Collections.shuffle(order, random);
        Collections.rotate(order, -persona.drawer());
        return order;
    }
}
