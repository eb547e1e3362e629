package com.compareintel.app.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Everything is read from what it prints.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CapacityTest {
    private static final Path SOURCE = Path.of("..", "docs", "capacity", "Capacity.java");

    @TempDir private static Path classes;
    private URLClassLoader loader;
    private Method answer;

    @BeforeAll
    void compile() throws Exception {
        int code =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), SOURCE.toString());
        assertThat(code).isZero();
        loader = new URLClassLoader(new java.net.URL[] {classes.toUri().toURL()});
        answer = loader.loadClass("Capacity").getMethod("answer", String[].class);
    }

    @AfterAll
    void unload() throws IOException {
        loader.close();
    }

    @Test
    void it_runs_with_a_jdk_alone() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                SOURCE.toString(),
                                "--users",
                                "10000")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).isEqualTo(answer("--users", "10000"));
    }

    @Test
    void the_providers_limits_are_the_first_wall() {
        assertThat(walls("--users", "10000").getFirst()).contains("the provider's tokens");
    }

    @Test
    void walls_stand_where_they_stand_however_many_come() {
        assertThat(walls("--users", "50000")).isEqualTo(walls("--users", "100"));
    }

    @Test
    void twice_as_many_users_need_twice_as_much() {
        String some = answer("--users", "10000");
        String more = answer("--users", "20000");

        for (String what : List.of("tokens and", "streams at", "commands a", "GiB after")) {
            assertThat(number(more, what))
                    .isCloseTo(2 * number(some, what), byPercent(more, what, 2));
        }
    }

    @Test
    void what_is_needed_for_more_than_one_instance_is_shared_by_all() {
        String many = answer("--users", "100000");

        assertThat(number(many, "of 2 processors")).isGreaterThan(1);
        assertThat(number(many, "connections")).isEqualTo(10 * number(many, "of 2 processors"));
    }

    /// `docs/capacity.md` has what was done, and what it took.
    @Test
    void it_foretells_what_a_thousand_readers_and_fifty_open_comparisons_took() {
        String told =
                answer(
                        ("--users 1000 --active 100 --comparisons 0.311 --requests 2.76"
                                        + " --models 5.93 --output 241 --pace 31 --wait 0.6")
                                .split(" ", -1));

        assertThat(number(told, "in all")).isCloseTo(0.297, within(0.297 * 0.25));
        assertThat(number(told, "processors\n")).isCloseTo(0.128, within(0.128 * 0.25));
        assertThat(number(told, "commits a")).isCloseTo(167, within(167 * 0.25));
    }

    /// The same again for three minutes, with nothing else on the machine.
    @Test
    void it_foretells_what_a_quiet_machine_took() {
        String told =
                answer(
                        ("--users 1000 --active 100 --comparisons 0.328 --requests 3.8"
                                        + " --models 6 --output 241 --pace 31 --wait 0.6")
                                .split(" ", -1));

        assertThat(number(told, "in all")).isCloseTo(0.272, within(0.272 * 0.25));
        assertThat(number(told, "commits a")).isCloseTo(232, within(232 * 0.25));
        assertThat(number(told, "commands a")).isCloseTo(45.4, within(45.4 * 0.25));
    }

    @Test
    void what_is_not_understood_is_told() {
        assertThatThrownBy(() -> answer("--user", "5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not understood: --user");
        assertThatThrownBy(() -> answer("--users"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--users needs a number");
        assertThatThrownBy(() -> answer("--users", "many"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--users: no number: many");
        assertThatThrownBy(() -> answer("--pace", "0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--pace: too small");
    }

    private static org.assertj.core.data.Offset<Double> byPercent(
            String text, String what, int percent) {
        return within(Math.max(1, number(text, what) * percent / 100));
    }

    /// The number that stands before these words.
    private static double number(String text, String words) {
        Matcher found = Pattern.compile("([0-9][0-9,.]*) \\Q" + words + "\\E").matcher(text);
        assertThat(found.find()).as(words + " in " + text).isTrue();
        return Double.parseDouble(found.group(1).replace(",", ""));
    }

    private List<String> walls(String... arguments) {
        return answer(arguments)
                .lines()
                .dropWhile(line -> !line.startsWith("Walls"))
                .skip(1)
                .toList();
    }

    private String answer(String... arguments) {
        try {
            return (String) answer.invoke(null, (Object) arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof IllegalArgumentException unclear) {
                throw unclear;
            }
            throw new AssertionError(thrown);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
