package com.compareintel.app;

import com.compareintel.app.wiring.Settings;
import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How the log is written: for people, or for machines. To be settled before anything logs.
enum LogFormat {
    /// Readable lines.
    TEXT,
    /// A JSON object in each line.
    JSON;

    private static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    /// Reads `LOG_FORMAT`; without it a terminal gets text and everything else JSON.
    static LogFormat read(Settings variables, boolean terminal) {
        return variables.read(
                "LOG_FORMAT",
                terminal ? TEXT : JSON,
                "must be text or json",
                value ->
                        switch (value.toLowerCase(Locale.ROOT)) {
                            case "text" -> Optional.of(TEXT);
                            case "json" -> Optional.of(JSON);
                            default -> Optional.empty();
                        });
    }

    /// Reads `LOG_LEVEL`.
    static String level(Settings variables) {
        return variables.read(
                "LOG_LEVEL",
                "INFO",
                "must be one of " + String.join(", ", LEVELS),
                value -> Optional.of(value.toUpperCase(Locale.ROOT)).filter(LEVELS::contains));
    }

    /// Whether somebody is sitting in front of standard output.
    static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    /// Lets the log be written this way from the first line on.
    ///
    /// @param target `System.out` or `System.err`
    void apply(String level, String target) {
        System.setProperty("compareintel.log.format", name().toLowerCase(Locale.ROOT));
        System.setProperty("compareintel.log.level", level);
        System.setProperty("compareintel.log.target", target);
    }
}
