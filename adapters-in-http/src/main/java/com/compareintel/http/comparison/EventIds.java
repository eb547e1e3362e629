package com.compareintel.http.comparison;

import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.run.Position;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Event ids: the comparison's tag, then the position in hexadecimal of fixed width, so that ids
/// grow as text too and those of another comparison are recognised.
final class EventIds {
    private static final Pattern SHAPE =
            Pattern.compile("([0-9a-f]{8})-([0-9a-f]{4})-([0-7][0-9a-f]{7})");
    private static final int LENGTH = 22;

    private final String tag;

    EventIds(ComparisonId comparison) {
        this.tag = hex(comparison.value().getLeastSignificantBits(), 8) + "-";
    }

    /// The id of an event of this comparison.
    String of(Position position) {
        return tag + hex(position.epoch(), 4) + "-" + hex(position.number(), 8);
    }

    /// The position an id of this comparison stands for; empty if it is none.
    Optional<Position> parse(String id) {
        if (id.length() != LENGTH || !id.startsWith(tag)) {
            return Optional.empty();
        }
        Matcher matcher = SHAPE.matcher(id);
        return matcher.matches()
                ? Optional.of(
                        new Position(
                                Integer.parseInt(matcher.group(2), 16),
                                Integer.parseInt(matcher.group(3), 16)))
                : Optional.empty();
    }

    private static String hex(long value, int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            text.append(Character.forDigit((int) (value >>> shift) & 0xf, 16));
        }
        return text.toString();
    }
}
