package com.compareintel.openrouter.local;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// How the upstream is told its options when it is a process of its own.
///
/// | argument | variable | meaning |
/// |---|---|---|
/// | `--host HOST` | `LOCAL_UPSTREAM_HOST` | address to listen on, 127.0.0.1 |
/// | `--port PORT` | `LOCAL_UPSTREAM_PORT` | port, any free one |
/// | `--seed SEED` | `LOCAL_UPSTREAM_SEED` | seed of all texts and paces, 1 |
/// | `--book FILE` | `LOCAL_UPSTREAM_BOOK` | file to which the billing book is appended |
/// | `--key KEY` | `LOCAL_UPSTREAM_KEY` | the key requests must bear |
/// | `--speed FACTOR` | `LOCAL_UPSTREAM_SPEED` | how much faster models speak, 1 |
/// | `--loops COUNT` | `LOCAL_UPSTREAM_LOOPS` | event loops, 1 |
/// | `--capacity COUNT` | `LOCAL_UPSTREAM_CAPACITY` | calls open at once, any number |
/// | `--models ID,…` | `LOCAL_UPSTREAM_MODELS` | further fault models to list |
/// | `--faults` | `LOCAL_UPSTREAM_FAULTS=true` | with fault models |
///
/// An argument beats its variable.
sealed interface CommandLine {
    /// Everything made sense.
    record Understood(LocalUpstreamOptions options) implements CommandLine {}

    /// Something did not; the complaint is one line and names it.
    record Wrong(String complaint) implements CommandLine {}

    static CommandLine read(String[] arguments, Map<String, String> environment) {
        var builder = LocalUpstreamOptions.demo();
        try {
            for (var variable : environment.entrySet()) {
                if (variable.getKey().startsWith("LOCAL_UPSTREAM_")) {
                    apply(
                            builder,
                            variable.getKey().substring(15).toLowerCase(Locale.ROOT),
                            variable.getValue());
                }
            }
            for (var i = 0; i < arguments.length; i++) {
                var name = arguments[i];
                if (name.equals("--faults")) {
                    builder.faults(true);
                } else if (!name.startsWith("--") || i + 1 == arguments.length) {
                    return new Wrong("not understood: " + name);
                } else {
                    apply(builder, name.substring(2), arguments[++i]);
                }
            }
            return new Understood(builder.build());
        } catch (IllegalArgumentException wrong) {
            return new Wrong(Objects.requireNonNullElse(wrong.getMessage(), "an option is wrong"));
        }
    }

    private static void apply(LocalUpstreamOptions.Builder builder, String name, String value) {
        try {
            switch (name) {
                case "host" -> builder.host(value);
                case "port" -> builder.port(Integer.parseInt(value));
                case "seed" -> builder.seed(Long.parseLong(value));
                case "book" -> builder.bookFile(Path.of(value));
                case "key" -> builder.requiredKey(value);
                case "speed" -> builder.speed(Double.parseDouble(value));
                case "loops" -> builder.eventLoops(Integer.parseInt(value));
                case "capacity" -> builder.capacity(Integer.parseInt(value));
                case "models" -> builder.extraModels(value.split(",", -1));
                case "faults" -> builder.faults(Boolean.parseBoolean(value));
                default -> throw new IllegalArgumentException("unknown option: " + name);
            }
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("not a number for " + name + ": " + value, noNumber);
        }
    }
}
