package com.compareintel.openrouter.local;

import com.compareintel.openrouter.local.Ending.BreaksOff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Turns the script of one call into the steps that perform it. The same call and random state give
/// the same steps.
///
/// Times in which a model speaks are divided by `speed`; those of faults are not.
final class Composer {
    /// How often a real server shows that it is still there.
    private static final Duration COMMENT_INTERVAL = Duration.ofMillis(500);

    /// Often enough that many of them fit into any deadline worth testing.
    private static final Duration ENDLESS_COMMENT_INTERVAL = Duration.ofMillis(50);

    /// Lets what was sent arrive before a reset could overtake it.
    private static final Duration BEFORE_RESET = Duration.ofMillis(50);

    private final ChatCall call;
    private final Script script;
    private final long mood;
    private final Random pace;
    private final double speed;
    private final List<Step> steps = new ArrayList<>();

    private Composer(ChatCall call, long mood, double speed) {
        this.call = call;
        this.script = call.script();
        this.mood = mood;
        this.pace = new Random(mood ^ call.model().id().hashCode());
        this.speed = speed;
    }

    /// `mood` decides what is said where there is a choice; models in the same mood speak in a pace
    /// of their own.
    static List<Step> compose(ChatCall call, long mood, double speed) {
        var composer = new Composer(call, mood, speed);
        if (call.script().opening() instanceof Opening.KeepsSilent) {
            return List.of(new Step.Stall());
        }
        composer.prelude();
        composer.answer();
        return List.copyOf(composer.steps);
    }

    private void prelude() {
        steps.add(new Step.Open());
        if (script.has(Quirk.FIRST_EMPTY)) {
            steps.add(new Step.EmptyChoices());
        }
        for (var i = 0; i < script.at(Dial.COMMENTS); i++) {
            steps.add(new Step.Comment());
        }
        var left = Duration.ofNanos(Math.round(script.at(Dial.FIRST_TOKEN) * 1e6 / speed));
        while (left.isPositive()) {
            var wait = left.compareTo(COMMENT_INTERVAL) < 0 ? left : COMMENT_INTERVAL;
            steps.add(new Step.Wait(wait));
            left = left.minus(wait);
            if (left.isPositive()) {
                steps.add(new Step.Comment());
            }
        }
        if (script.has(Quirk.CONTENT_NULL) || script.has(Quirk.CONTENT_ABSENT)) {
            steps.add(new Step.Role());
        }
        if (script.at(Dial.ANNOTATIONS) > 0) {
            steps.add(new Step.Cite(script.at(Dial.ANNOTATIONS)));
        }
    }

    private void answer() {
        var wanted = Speech.pieces(call, new Random(mood));
        var limit = Math.min(wanted.size(), call.completionLimit());
        var pieces = wanted.subList(0, limit);
        var reason =
                script.has(Quirk.FINISH_BLANK) ? "" : limit < wanted.size() ? "length" : "stop";
        switch (script.ending()) {
            case Ending.Completes() -> complete(pieces, reason);
            case Ending.CutsAt(var bytes, var cleanly) -> complete(pieces, reason);
            case Ending.IsFiltered(var after) -> complete(first(after, pieces), "content_filter");
            case Ending.Garbles(var after) -> {
                say(first(after, pieces));
                steps.add(new Step.Garble());
                complete(pieces.subList(first(after, pieces).size(), pieces.size()), reason);
            }
            case Ending.Errs(var after, var code) -> {
                say(first(after, pieces));
                steps.add(new Step.Fail(code));
                if (script.has(Quirk.THEN_DONE)) {
                    steps.add(new Step.Done());
                }
                steps.add(new Step.End());
            }
            case BreaksOff(var after, var manner) -> {
                say(first(after, pieces));
                breakOff(manner);
            }
        }
    }

    private void complete(List<Piece> pieces, String reason) {
        say(pieces);
        steps.add(new Step.Finish(reason));
        if (script.has(Quirk.FINISH_TWICE)) {
            steps.add(new Step.Finish(reason));
        }
        if (script.at(Dial.USAGE_LATE) > 0) {
            steps.add(new Step.Wait(Duration.ofMillis(script.at(Dial.USAGE_LATE))));
        }
        if (!script.has(Quirk.USAGE_NONE)) {
            steps.add(new Step.Usage());
        }
        if (!script.has(Quirk.NO_DONE)) {
            steps.add(new Step.Done());
        }
        steps.add(new Step.End());
    }

    private void breakOff(Ending.Manner manner) {
        switch (manner) {
            case TRUNCATION -> steps.add(new Step.End());
            case STALL -> steps.add(new Step.Stall());
            case COMMENTS -> steps.add(new Step.CommentForEver(ENDLESS_COMMENT_INTERVAL));
            case RESET -> {
                steps.add(new Step.Wait(BEFORE_RESET));
                steps.add(new Step.Reset());
            }
        }
    }

    private void say(List<Piece> pieces) {
        for (var piece : pieces) {
            var shown = piece.kind() == Piece.Kind.TEXT || call.request().showsReasoning();
            steps.add(new Step.Say(piece, shown));
            if (script.has(Quirk.COMMENTS_BETWEEN)) {
                steps.add(new Step.Comment());
            }
            if (script.at(Dial.RATE) > 0) {
                steps.add(new Step.Wait(pause()));
            }
        }
    }

    private Duration pause() {
        var even = 1e9 / script.at(Dial.RATE) / speed;
        var deviation = (2 * pace.nextDouble() - 1) * script.at(Dial.JITTER) / 100;
        return Duration.ofNanos(Math.round(even * (1 + deviation)));
    }

    private static List<Piece> first(int count, List<Piece> pieces) {
        return pieces.subList(0, Math.min(count, pieces.size()));
    }
}
