package com.compareintel.app;

import com.compareintel.core.tier.Tier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the command line asks for.
sealed interface Order {
    /// Serve until told to stop.
    ///
    /// @param settings further settings, each as `--key=value`
    record Serve(List<String> settings) implements Order {
        public Serve {
            settings = List.copyOf(settings);
        }
    }

    /// Open an account and print its key.
    record OpenAccount(Tier tier, String name) implements Order {}

    /// Live a whole life in short, for the Java runtime to learn from.
    record Rehearse() implements Order {}

    /// Nothing that can be done.
    ///
    /// @param complaint one line for people
    record Unclear(String complaint) implements Order {}

    /// How a key is asked for.
    String KEY_USAGE = "usage: key --tier TIER [--name NAME]";

    /// Reads a command line.
    static Order read(String... arguments) {
        List<String> words = List.of(arguments);
        if (!words.isEmpty() && words.getFirst().equals("key")) {
            return readKey(words.subList(1, words.size()));
        }
        if (words.equals(List.of("rehearse"))) {
            return new Rehearse();
        }
        Optional<String> strange =
                words.stream().filter(word -> !word.matches("--[^=]+=.*")).findFirst();
        return strange.<Order>map(word ->
                        new Unclear(
                                "not understood: "
                                        + word
                                        + " (settings are given as --key=value; "
                                        + KEY_USAGE
                                        + ")"))
                .orElseGet(() -> new Serve(words));
    }

    private static Order readKey(List<String> words) {
        Optional<Tier> tier = Optional.empty();
        Optional<String> name = Optional.empty();
        for (int i = 0; i + 1 < words.size(); i += 2) {
            String value = words.get(i + 1);
            switch (words.get(i)) {
                case "--tier" -> {
                    tier = Tier.named(value.replace('-', '_'));
                    if (tier.isEmpty() || tier.get() == Tier.ANONYMOUS) {
                        return new Unclear("no tier " + value + ": there are " + tiers());
                    }
                }
                case "--name" -> name = Optional.of(value);
                default -> {
                    return new Unclear("not understood: " + words.get(i) + "; " + KEY_USAGE);
                }
            }
        }
        if (tier.isEmpty() || words.size() % 2 != 0) {
            return new Unclear(KEY_USAGE);
        }
        return new OpenAccount(tier.get(), name.orElse(tier.get().wireName()));
    }

    private static String tiers() {
        return Arrays.stream(Tier.values())
                .filter(tier -> tier != Tier.ANONYMOUS)
                .map(Tier::wireName)
                .collect(Collectors.joining(", "));
    }
}
