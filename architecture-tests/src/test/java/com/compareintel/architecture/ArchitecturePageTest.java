package com.compareintel.architecture;

import static com.compareintel.architecture.Code.PRODUCT;
import static com.compareintel.architecture.Code.place;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Holds the page about the architecture against the classes.
final class ArchitecturePageTest {
    private static final Pattern ARROW = Pattern.compile("(\\w+) (-->|-\\.->) (\\w+)");
    private static final Pattern FEATURE = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

    private final String page = read();

    private static String read() {
        try {
            return Files.readString(Path.of("..", "docs", "architecture.md"));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    private List<MatchResult> arrows(String heading) {
        String section = page.substring(page.indexOf("## " + heading));
        int begin = section.indexOf("```mermaid");
        return ARROW.matcher(section.substring(begin, section.indexOf("```\n", begin)))
                .results()
                .toList();
    }

    @Test
    void every_arrow_of_the_flow_is_one_of_the_code() {
        List<MatchResult> arrows = arrows("The flow");

        assertThat(arrows).hasSizeGreaterThan(10);
        for (MatchResult arrow : arrows) {
            assertThat(isThere(arrow.group(1), arrow.group(2), arrow.group(3)))
                    .as(arrow.group())
                    .isTrue();
        }
    }

    @Test
    void an_arrow_that_is_not_there_is_noticed() {
        assertThat(isThere("ComparisonFrames", "-->", "PostgresComparisons")).isFalse();
        assertThat(isThere("Comparisons", "-.->", "PostgresComparisons")).isFalse();
    }

    private static boolean isThere(String from, String kind, String to) {
        Set<JavaClass> targets = named(to);
        Predicate<JavaClass> leads =
                kind.equals("-.->")
                        ? type ->
                                targets.stream()
                                        .anyMatch(port -> type.isAssignableTo(port.getName()))
                        : type ->
                                type.getDirectDependenciesFromSelf().stream()
                                        .anyMatch(used ->
                                                targets.contains(
                                                        used.getTargetClass()
                                                                .getBaseComponentType()));
        return !targets.isEmpty() && named(from).stream().anyMatch(leads);
    }

    private static Set<JavaClass> named(String name) {
        return PRODUCT.stream()
                .filter(type -> Code.outermost(type).getSimpleName().equals(name))
                .collect(Collectors.toSet());
    }

    @Test
    void the_modules_know_each_other_as_drawn_and_not_otherwise() {
        Set<String> drawn =
                arrows("The modules").stream()
                        .map(arrow -> arrow.group(1) + " " + arrow.group(3))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> real = new TreeSet<>();
        for (JavaClass type : PRODUCT) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(used -> used.getTargetClass().getBaseComponentType())
                    .filter(known -> known.getPackageName().startsWith("com.compareintel."))
                    .filter(known -> !module(known).equals(module(type)))
                    .forEach(known -> real.add(module(type) + " " + module(known)));
        }

        assertThat(drawn).isEqualTo(real);
    }

    private static String module(JavaClass type) {
        return place(type).split("\\.", 2)[0];
    }

    @Test
    void the_features_are_listed_in_their_order() {
        List<String> listed =
                FEATURE.matcher(page).results().map(row -> "core." + row.group(1)).toList();

        assertThat(listed).isEqualTo(FeatureTest.FEATURES.subList(1, FeatureTest.FEATURES.size()));
    }
}
