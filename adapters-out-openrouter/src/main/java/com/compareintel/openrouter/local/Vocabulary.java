package com.compareintel.openrouter.local;

import com.compareintel.openrouter.local.Ending.BreaksOff;
import com.compareintel.openrouter.local.Ending.CutsAt;
import com.compareintel.openrouter.local.Ending.Errs;
import com.compareintel.openrouter.local.Ending.Manner;
import com.compareintel.openrouter.local.Opening.HangsUp;
import com.compareintel.openrouter.local.Opening.Refuses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words in which behaviours are named: `status-429-retry-after-1`, `rate-50-count-200-crlf`.
///
/// A behaviour is words joined by `-`, each changing one part of the [Script]; at every point the
/// longest word that fits is taken. `#` stands for a number, `@` for letters and underscores.
/// `fail-#-` makes all that follows hold for the first so many attempts at a question only.
final class Vocabulary {
    /// Above any count, rate or delay a test needs, and below what would overflow in milliseconds
    /// or bytes.
    private static final int LARGEST_NUMBER = 10_000_000;

    private static final Pattern FAIL_FIRST = Pattern.compile("fail-(\\d{1,8})-(.+)");

    private static final List<Word> WORDS = words();

    private Vocabulary() {}

    /// The script that `behaviour` names, or empty if it has a word that is not in the vocabulary.
    static Optional<Script> parse(String behaviour) {
        var fails = FAIL_FIRST.matcher(behaviour);
        if (fails.matches()) {
            var times = Integer.parseInt(fails.group(1));
            return parse(fails.group(2))
                    .map(failing ->
                            Script.ORDINARY.opening(new Opening.FailsFirst(times, failing)));
        }
        return read(behaviour)
                .map(uses -> {
                    var script = Script.ORDINARY;
                    for (var use : uses) {
                        script = use.applyTo(script);
                    }
                    return script;
                });
    }

    /// What `behaviour` means in English; empty like [#parse].
    static Optional<String> meaning(String behaviour) {
        var fails = FAIL_FIRST.matcher(behaviour);
        if (fails.matches()) {
            return meaning(fails.group(2))
                    .map(rest -> "First " + fails.group(1) + " attempts: " + rest);
        }
        return read(behaviour)
                .map(uses -> String.join("; ", uses.stream().map(Use::meaning).toList()));
    }

    private static Optional<List<Use>> read(String behaviour) {
        var uses = new ArrayList<Use>();
        var rest = behaviour;
        while (!rest.isEmpty()) {
            var next = longestAt(rest);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            uses.add(next.get());
            rest = rest.substring(next.get().length());
            if (rest.equals("-")) {
                return Optional.empty();
            }
            rest = rest.startsWith("-") ? rest.substring(1) : rest;
        }
        return uses.isEmpty() ? Optional.empty() : Optional.of(uses);
    }

    private static Optional<Use> longestAt(String rest) {
        Optional<Use> longest = Optional.empty();
        for (var word : WORDS) {
            var fit = word.pattern().matcher(rest);
            if (fit.lookingAt() && fit.end() > longest.map(Use::length).orElse(0)) {
                longest = use(word, fit);
            }
        }
        return longest;
    }

    private static Optional<Use> use(Word word, Matcher fit) {
        var argument = fit.groupCount() == 0 ? "" : fit.group(1);
        var tooLarge = word.numeric() && Integer.parseInt(argument) > LARGEST_NUMBER;
        return tooLarge ? Optional.empty() : Optional.of(new Use(word, argument, fit.end()));
    }

    private record Use(Word word, String argument, int length) {
        Script applyTo(Script script) {
            return word.effect().on(script, argument);
        }

        String meaning() {
            return word.meaning().replace(word.numeric() ? "#" : "@", argument);
        }
    }

    private record Word(Pattern pattern, boolean numeric, String meaning, Effect effect) {}

    @FunctionalInterface
    private interface Effect {
        Script on(Script script, String argument);
    }

    @FunctionalInterface
    private interface NumberEffect {
        Script on(Script script, int number);
    }

    private static List<Word> words() {
        var words = new ArrayList<Word>();
        for (var quirk : Quirk.values()) {
            words.add(word(quirk.phrase(), quirk.meaning(), script -> script.with(quirk)));
        }
        for (var dial : Dial.values()) {
            words.add(
                    number(
                            dial.phrase(),
                            dial.meaning(),
                            (script, value) -> script.turn(dial, value)));
        }
        words.addAll(openings());
        words.addAll(voices());
        words.addAll(endings());
        return List.copyOf(words);
    }

    private static List<Word> openings() {
        return List.of(
                word("ok", "answers in the ordinary way", script -> script),
                number(
                        "status-#",
                        "refuses with status #",
                        (script, status) -> script.opening(new Refuses(status, null))),
                name(
                        "type-@",
                        "names error_type @",
                        (script, type) ->
                                script.opening() instanceof Refuses(var status, var usual)
                                        ? script.opening(new Refuses(status, type))
                                        : script),
                word(
                        "html-200",
                        "answers 200 with a page of HTML",
                        script -> script.opening(new Refuses(200, null)).with(Quirk.HTML)),
                word(
                        "redirect",
                        "redirects elsewhere",
                        script -> script.opening(new Opening.Redirects())),
                word(
                        "silence",
                        "accepts the call and never answers",
                        script -> script.opening(new Opening.KeepsSilent())),
                word(
                        "hang-up",
                        "closes the connection before the response",
                        script -> script.opening(new HangsUp(false))),
                word(
                        "reset",
                        "resets the connection before the response",
                        script -> script.opening(new HangsUp(true))));
    }

    private static List<Word> voices() {
        return List.of(
                number(
                        "unique-#",
                        "marks every token as its own (u#)",
                        (script, number) ->
                                script.voice(new Voice.Tags("u%02d".formatted(number)))
                                        .turn(Dial.COUNT, 40)
                                        .turn(Dial.RATE, 400)
                                        .turn(Dial.JITTER, 80)),
                word("empty", "says nothing", script -> script.voice(new Voice.StaysMute())),
                word(
                        "reasoning-only",
                        "reasons and says nothing",
                        script -> script.voice(new Voice.StaysMute()).turn(Dial.REASONING, 12)),
                word(
                        "long-line",
                        "says 1.2 MiB in one line",
                        script -> script.voice(new Voice.Drones(1, 1_258_291))),
                word("huge", "says 5 MiB", script -> script.voice(new Voice.Drones(320, 16_384))));
    }

    private static List<Word> endings() {
        return List.of(
                number(
                        "error-after-#",
                        "errs within the stream after # tokens",
                        (script, after) -> script.ending(new Errs(after, code(script)))),
                number(
                        "code-#",
                        "gives the error in the stream the code #",
                        (script, code) ->
                                script.ending(new Errs(after(script), Integer.toString(code)))),
                name(
                        "code-@",
                        "gives the error in the stream the code @",
                        (script, code) -> script.ending(new Errs(after(script), code))),
                number(
                        "filter-after-#",
                        "is filtered after # tokens",
                        (script, after) -> script.ending(new Ending.IsFiltered(after))),
                number(
                        "invalid-json-after-#",
                        "sends invalid JSON after # tokens",
                        (script, after) -> script.ending(new Ending.Garbles(after))),
                number(
                        "truncate-after-#",
                        "ends after # tokens without a finish reason",
                        (script, after) -> script.ending(new BreaksOff(after, Manner.TRUNCATION))),
                number(
                        "reset-after-#",
                        "resets the connection after # tokens",
                        (script, after) -> script.ending(new BreaksOff(after, Manner.RESET))),
                number(
                        "stall-after-#",
                        "falls silent after # tokens",
                        (script, after) -> script.ending(new BreaksOff(after, Manner.STALL))),
                number(
                        "comments-after-#",
                        "sends only comments after # tokens",
                        (script, after) -> script.ending(new BreaksOff(after, Manner.COMMENTS))),
                number(
                        "cut-at-#",
                        "closes the connection at byte # of the body",
                        (script, bytes) -> script.ending(new CutsAt(bytes, false))),
                number(
                        "end-at-#",
                        "ends the response properly at byte # of the body",
                        (script, bytes) -> script.ending(new CutsAt(bytes, true))));
    }

    private static String code(Script script) {
        return script.ending() instanceof Errs(var after, var code) ? code : "502";
    }

    private static int after(Script script) {
        return script.ending() instanceof Errs(var after, var code) ? after : 0;
    }

    private static Word word(String phrase, String meaning, UnaryOperator<Script> effect) {
        return new Word(
                pattern(phrase), false, meaning, (script, argument) -> effect.apply(script));
    }

    private static Word name(String phrase, String meaning, Effect effect) {
        return new Word(pattern(phrase), false, meaning, effect);
    }

    private static Word number(String phrase, String meaning, NumberEffect effect) {
        return new Word(
                pattern(phrase),
                true,
                meaning,
                (script, argument) -> effect.on(script, Integer.parseInt(argument)));
    }

    private static Pattern pattern(String phrase) {
        return Pattern.compile(
                phrase.replace("#", "(\\d{1,8})").replace("@", "([a-z_]+)") + "(?=-|$)");
    }
}
