package com.compareintel.http.query;

import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemFound;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How lists are asked for: `limit`, 1 to 100, and `cursor`, which for clients is a word without a
/// meaning.
public final class Paging {
    private static final int LONGEST = 100;
    private static final int STANDARD = 20;
    private static final int CURSOR_BYTES = 2 * Long.BYTES;

    private Paging() {}

    /// How many elements a page is to have at most.
    ///
    /// @throws ProblemFound if that is not a number between 1 and 100
    public static int size(@Nullable String limit) {
        if (limit == null) {
            return STANDARD;
        }
        if (limit.matches("[0-9]{1,3}")) {
            int size = Integer.parseInt(limit);
            if (size >= 1 && size <= LONGEST) {
                return size;
            }
        }
        throw new ProblemFound(Problem.invalid("limit", "must be between 1 and " + LONGEST));
    }

    /// The cursor of the page that begins behind the element of this id.
    public static String cursor(UUID last) {
        byte[] bytes =
                ByteBuffer.allocate(CURSOR_BYTES)
                        .putLong(last.getMostSignificantBits())
                        .putLong(last.getLeastSignificantBits())
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The id in a cursor.
    ///
    /// @throws ProblemFound if the text never was one
    public static UUID last(String cursor) {
        return decoded(cursor).orElseThrow(Paging::notOurs);
    }

    /// What is wrong with a cursor that points to nothing.
    public static ProblemFound notOurs() {
        return new ProblemFound(Problem.invalid("cursor", "is not one of ours"));
    }

    private static Optional<UUID> decoded(String cursor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            return bytes.remaining() == CURSOR_BYTES
                    ? Optional.of(new UUID(bytes.getLong(), bytes.getLong()))
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
