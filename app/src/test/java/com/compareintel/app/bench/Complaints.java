package com.compareintel.app.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What was wrong, however much it was, so that it can be read: what is the same but for numbers
/// and ids is told once and counted, and only so many different ones are told. Confined to one
/// thread.
final class Complaints {
    /// How many different ones are told.
    static final int MOST = 20;

    /// How many characters of each.
    static final int LONGEST = 1_000;

    private static final Pattern NUMBERED = Pattern.compile("\\S*\\d\\S*");

    /// By what they have in common.
    private final Map<String, Group> groups = new LinkedHashMap<>();

    private int others;

    /// @param first in full
    /// @param count of all that are like it
    /// @param same whether all are just the first
    private record Group(String first, int count, boolean same) {
        Group and(String another) {
            return new Group(first, count + 1, same && another.equals(first));
        }

        String line() {
            if (count == 1) {
                return first;
            }
            return (same ? "%d × %s" : "%d of this kind, the first: %s").formatted(count, first);
        }
    }

    void add(String what) {
        String told = what.length() <= LONGEST ? what : what.substring(0, LONGEST) + "…";
        String kind = NUMBERED.matcher(told).replaceAll("#");
        Group group = groups.get(kind);
        if (group != null) {
            groups.put(kind, group.and(told));
        } else if (groups.size() < MOST) {
            groups.put(kind, new Group(told, 1, true));
        } else {
            others++;
        }
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /// The different ones in the order in which they came first, and how many others there are.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        groups.values().forEach(group -> lines.add(group.line()));
        if (others > 0) {
            lines.add("%d others".formatted(others));
        }
        return lines;
    }
}
