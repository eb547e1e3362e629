package com.compareintel.accounts.passwords;

import com.compareintel.core.signin.CommonPasswords;
import com.compareintel.core.signin.Password;
import com.nulabinc.zxcvbn.StandardDictionaries;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The common passwords that a library lists, by what has leaked elsewhere, and some that only this
/// service makes likely. A megabyte or two; of those that are too short to be chosen none is kept.
@Context
@Bean(typed = CommonPasswords.class)
final class ListedPasswords implements CommonPasswords {
    /// The product's name, what it is about, and what people think of in its day.
    private static final List<String> OURS =
            List.of(
                    "compareintel",
                    "compare-intel",
                    "compare intel",
                    "compareintel1",
                    "compareintel123",
                    "openrouter",
                    "openrouter1",
                    "openrouter123",
                    "changeme123",
                    "correcthorse",
                    "correcthorsebatterystaple",
                    "correct horse battery staple",
                    "hunter12",
                    "letmein123",
                    "passphrase",
                    "password2025",
                    "password2026",
                    "password2027",
                    "qwertz123",
                    "welcome2025",
                    "welcome2026",
                    "welcome2027");

    private static final List<String> SEASONS = List.of("spring", "summer", "autumn", "winter");
    private static final int FIRST_YEAR = 2020;
    private static final int LAST_YEAR = 2035;

    private final Set<String> listed;

    ListedPasswords() {
        this.listed =
                Stream.of(leaked(), OURS.stream(), seasons())
                        .flatMap(each -> each)
                        .map(ListedPasswords::key)
                        .filter(word -> word.length() >= Password.LEAST)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> leaked() {
        try {
            return StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Stream<String> seasons() {
        return SEASONS.stream()
                .flatMap(season ->
                        Stream.iterate(FIRST_YEAR, year -> year <= LAST_YEAR, year -> year + 1)
                                .flatMap(year -> Stream.of(season + year, season + year + "!")));
    }

    private static String key(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean hold(Password password) {
        return listed.contains(key(password.secret()));
    }

    /// How many they are.
    int size() {
        return listed.size();
    }
}
