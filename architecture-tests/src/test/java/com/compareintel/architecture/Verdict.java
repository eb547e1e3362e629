package com.compareintel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;

/// A rule in court: it has to name each villain it was made against, and then the product has to
/// keep it. A rule that finds no class to judge fails by itself.
final class Verdict {
    private Verdict() {}

    static void onProductAnd(ArchRule rule, Class<?>... villains) {
        assertThat(rule.getDescription()).contains(", because ");
        var found = rule.evaluate(Code.VILLAINS).getFailureReport().getDetails();
        for (var villain : villains) {
            assertThat(found)
                    .as("violations among the specimens of: " + rule.getDescription())
                    .anyMatch(line -> line.contains(villain.getName()));
        }
        rule.check(Code.PRODUCT);
    }
}
