package com.compareintel.persistence.postgres;

import com.compareintel.core.Confined;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The row a result set stands at, read as domain values. Columns named by a plain method must not
/// be null. Owned by the mapping it is given to.
@Confined
final class Row {
    private final ResultSet set;

    Row(ResultSet set) {
        this.set = set;
    }

    private static <T> T require(@Nullable T value, String column) {
        if (value == null) {
            throw new IllegalStateException("column is null: " + column);
        }
        return value;
    }

    boolean isNull(String column) throws SQLException {
        return set.getObject(column) == null;
    }

    String text(String column) throws SQLException {
        return StoredText.decode(require(set.getString(column), column));
    }

    Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(set.getString(column)).map(StoredText::decode);
    }

    List<String> texts(String column) throws SQLException {
        String[] array = (String[]) require(set.getArray(column), column).getArray();
        return Arrays.stream(array).map(StoredText::decode).toList();
    }

    UUID uuid(String column) throws SQLException {
        return require(set.getObject(column, UUID.class), column);
    }

    Optional<UUID> optionalUuid(String column) throws SQLException {
        return Optional.ofNullable(set.getObject(column, UUID.class));
    }

    Instant instant(String column) throws SQLException {
        return require(set.getObject(column, OffsetDateTime.class), column).toInstant();
    }

    Optional<Instant> optionalInstant(String column) throws SQLException {
        return Optional.ofNullable(set.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    int integer(String column) throws SQLException {
        return set.getInt(column);
    }

    long number(String column) throws SQLException {
        return set.getLong(column);
    }

    OptionalLong optionalNumber(String column) throws SQLException {
        long number = set.getLong(column);
        return set.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }

    Optional<BigDecimal> optionalDecimal(String column) throws SQLException {
        return Optional.ofNullable(set.getBigDecimal(column));
    }

    boolean flag(String column) throws SQLException {
        return set.getBoolean(column);
    }

    byte[] bytes(String column) throws SQLException {
        return require(set.getBytes(column), column);
    }

    Credits credits(String column) throws SQLException {
        return new Credits(set.getLong(column));
    }

    Usd usd(String column) throws SQLException {
        return new Usd(require(set.getBigDecimal(column), column));
    }

    <E extends Enum<E>> E constant(String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, text(column).toUpperCase(Locale.ROOT));
    }

    <E extends Enum<E>> Optional<E> optionalConstant(String column, Class<E> type)
            throws SQLException {
        return isNull(column) ? Optional.empty() : Optional.of(constant(column, type));
    }
}
