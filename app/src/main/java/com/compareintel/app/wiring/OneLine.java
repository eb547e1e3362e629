package com.compareintel.app.wiring;

import java.util.ArrayDeque;
import java.util.Deque;

/// Says what is wrong in one line: the kind of trouble, and the words of its deepest cause.
public final class OneLine {
    private OneLine() {}

    /// The trouble in one line.
    public static String of(Throwable trouble) {
        Throwable root = causes(trouble).getLast();
        return root.getMessage() == null
                ? root.getClass().getSimpleName()
                : root.getClass().getSimpleName() + ": " + firstLine(root.getMessage());
    }

    /// A trouble and its causes, the deepest last.
    public static Deque<Throwable> causes(Throwable trouble) {
        Deque<Throwable> causes = new ArrayDeque<>();
        Throwable cause = trouble;
        while (cause != null && !causes.contains(cause)) {
            causes.add(cause);
            cause = cause.getCause();
        }
        return causes;
    }

    /// The first line of a text that says anything.
    public static String firstLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }
}
