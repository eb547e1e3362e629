package com.compareintel.app;

import com.compareintel.app.wiring.Settings;
import com.compareintel.app.wiring.WrongSetting;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds settings that nobody reads, though they are called like ours: most likely they are
/// misspelt. Names of others, such as the framework's, are none of its business.
final class UnknownSettings {
    /// Set by systemd for whom it starts.
    private static final Set<String> OF_OTHERS = Set.of("JOURNAL_STREAM");

    private final Set<String> known;
    private final Set<String> beginnings;

    /// @param known all keys that are read
    UnknownSettings(Collection<String> known) {
        this.known = known.stream().map(Settings::variableOf).collect(Collectors.toSet());
        this.beginnings =
                known.stream()
                        .filter(key -> key.contains("."))
                        .map(key -> Settings.variableOf(key.substring(0, key.indexOf('.') + 1)))
                        .collect(Collectors.toSet());
    }

    /// Refuses the first argument that is one.
    ///
    /// @param arguments each as `--key=value`
    void refuseAmong(List<String> arguments) {
        for (String argument : arguments) {
            String key = argument.substring(2, argument.indexOf('='));
            if (isUnknown(Settings.variableOf(key))) {
                throw new WrongSetting(key, "is no setting; see docs/configuration.md");
            }
        }
    }

    /// The variables that are. They are told only: an environment belongs to many.
    Stream<String> among(Set<String> variables) {
        return variables.stream()
                .filter(name -> !OF_OTHERS.contains(name) && isUnknown(name))
                .sorted();
    }

    private boolean isUnknown(String variable) {
        return !known.contains(variable) && beginnings.stream().anyMatch(variable::startsWith);
    }
}
