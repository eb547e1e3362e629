package com.compareintel.app.wiring;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads what an operator may set. What is not set, or blank, has the default that the caller
/// names; what makes no sense stops the start with a [WrongSetting] that names it as the operator
/// writes it. Remembers what it was asked for. Thread-safe.
public final class Settings {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private static final Map<String, Duration> UNITS =
            Map.of(
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));

    private static final Pattern CREDITS = Pattern.compile("\\d{1,12}(\\.\\d{1,3})?");
    private static final Pattern DOLLARS = Pattern.compile("\\d{1,9}(\\.\\d{1,12})?");
    private static final int MILLI_DIGITS = 3;

    private final Function<String, Optional<String>> source;
    private final SortedSet<String> asked = new ConcurrentSkipListSet<>();

    /// @param source what is set under a name, if anything
    public Settings(Function<String, Optional<String>> source) {
        this.source = source;
    }

    /// The settings that these variables are.
    public static Settings of(Map<String, String> variables) {
        return new Settings(name -> Optional.ofNullable(variables.get(name)));
    }

    /// All names that were asked for so far.
    public Set<String> asked() {
        return Collections.unmodifiableSortedSet(asked);
    }

    /// What is set under this name.
    public Optional<String> text(String name) {
        asked.add(name);
        return source.apply(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /// A list whose items are separated by commas.
    public List<String> list(String name) {
        return text(name).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /// A number from `least` to `most`.
    public int number(String name, int standard, int least, int most) {
        return read(
                name,
                standard,
                "must be a whole number from " + least + " to " + most,
                value ->
                        Optional.of(value)
                                .filter(text -> text.matches("\\d{1,9}"))
                                .map(Integer::parseInt)
                                .filter(number -> number >= least && number <= most));
    }

    /// `true` or `false`.
    public boolean flag(String name, boolean standard) {
        return read(
                name,
                standard,
                "must be true or false",
                value ->
                        switch (value.toLowerCase(Locale.ROOT)) {
                            case "true" -> Optional.of(true);
                            case "false" -> Optional.of(false);
                            default -> Optional.empty();
                        });
    }

    /// A time above zero, such as `500ms`, `10s`, `5m`, or in ISO form `PT10S`.
    public Duration duration(String name, Duration standard) {
        return read(
                name,
                standard,
                "must be a time above zero such as 500ms, 10s, 5m or 1h",
                value -> parseDuration(value).filter(Duration::isPositive));
    }

    private static Optional<Duration> parseDuration(String value) {
        Matcher matcher = DURATION.matcher(value);
        if (matcher.matches()) {
            Duration unit = UNITS.getOrDefault(matcher.group(2), Duration.ZERO);
            return Optional.of(unit.multipliedBy(Long.parseLong(matcher.group(1))));
        }
        try {
            return Optional.of(Duration.parse(value));
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }

    /// Credits with at most three decimals.
    public Credits credits(String name, Credits standard) {
        return read(
                name,
                standard,
                "must be a number of credits with at most three decimals",
                value ->
                        Optional.of(value)
                                .filter(text -> CREDITS.matcher(text).matches())
                                .map(text ->
                                        new Credits(
                                                new BigDecimal(text)
                                                        .movePointRight(MILLI_DIGITS)
                                                        .longValueExact())));
    }

    /// An exact amount of dollars.
    public Usd dollars(String name, Usd standard) {
        return read(
                name,
                standard,
                "must be an amount of US dollars such as 0.013",
                value ->
                        Optional.of(value)
                                .filter(text -> DOLLARS.matcher(text).matches())
                                .map(Usd::of));
    }

    /// What `parser` makes of the value that is set.
    ///
    /// @param rule what a value must be, for the complaint about one that `parser` refuses
    public <T> T read(String name, T standard, String rule, Function<String, Optional<T>> parser) {
        return text(name)
                .map(value -> parser.apply(value).orElseThrow(() -> wrong(name, rule)))
                .orElse(standard);
    }

    /// The complaint about the value under this name. The value itself is left out: it may be a
    /// secret in the wrong place.
    public static WrongSetting wrong(String name, String rule) {
        String variable = variableOf(name);
        return new WrongSetting(variable.equals(name) ? name : name + " (" + variable + ")", rule);
    }

    /// The environment variable that sets a key: `tiers.pro.models` is `TIERS_PRO_MODELS`.
    public static String variableOf(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
