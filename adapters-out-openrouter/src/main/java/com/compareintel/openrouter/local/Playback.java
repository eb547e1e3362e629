package com.compareintel.openrouter.local;

import io.netty.channel.EventLoop;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Performs the steps of one call and enters it into the billing book.
///
/// Time is kept by due instants, not by delays, so a chosen token rate holds on average however
/// late a timer fires. A reader slower than the model stops it until it has caught up. When the
/// client hangs up, a streamed call of a cancelling provider stops there and is charged for what
/// was emitted; any other runs on to its end, unheard, and is charged in full. The row is entered
/// before the finish reason leaves. Confined to one event loop.
final class Playback {
    private final ChatCall call;
    private final List<Step> steps;
    private final AnswerWriter answer;
    private final Outlet outlet;
    private final EventLoop loop;
    private final BillingBook book;
    private final Clock clock;

    private int next;
    private boolean playing;
    private boolean over;
    private boolean endless;
    private long due = System.nanoTime();
    private @Nullable ScheduledFuture<?> timer;
    private TokenCount tokens;
    private @Nullable Instant firstTokenAt;
    private @Nullable Instant clientClosedAt;
    private @Nullable Receipt receipt;

    Playback(
            ChatCall call,
            List<Step> steps,
            AnswerWriter answer,
            Outlet outlet,
            EventLoop loop,
            BillingBook book,
            Clock clock) {
        this.call = call;
        this.steps = steps;
        this.answer = answer;
        this.outlet = outlet;
        this.loop = loop;
        this.book = book;
        this.clock = clock;
        this.tokens = new TokenCount(call.request().promptTokens(), 0, 0, call.share());
        book.opened(new OpenCall(call.generationId(), call.model().id(), call.acceptedAt()));
    }

    /// Goes on until time has to pass, the reader has to catch up, or there is nothing left to do.
    void resume() {
        if (playing || over || timer != null) {
            return;
        }
        playing = true;
        while (!over && timer == null && next < steps.size() && !outlet.congested()) {
            perform(steps.get(next++));
        }
        playing = false;
        outlet.flush();
    }

    /// The client's end of the connection is closed.
    void clientClosed() {
        if (!over) {
            clientClosedAt = clock.instant();
            if (call.stopsWhenClosed() || endless) {
                stop(true);
            }
            book.clientClosed(call.generationId(), clientClosedAt);
        }
        book.ended(call.generationId());
        resume();
    }

    /// The server goes down.
    void abandon() {
        if (!over) {
            stop(false);
        }
        book.ended(call.generationId());
    }

    private void perform(Step step) {
        switch (step) {
            case Step.Open() -> answer.open();
            case Step.Comment() -> answer.comment();
            case Step.EmptyChoices() -> answer.emptyChoices();
            case Step.Role() -> answer.role();
            case Step.Cite(var kilobytes) -> answer.cite(kilobytes);
            case Step.Wait(var time) -> pass(time);
            case Step.Say(var piece, var shown) -> say(piece, shown);
            case Step.Garble() -> answer.garble();
            case Step.Finish(var reason) -> {
                settle(reason, false);
                answer.finish(reason);
            }
            case Step.Usage() -> answer.usage(settle("", false));
            case Step.Fail(var code) -> answer.fail(code, settle("error", false));
            case Step.Done() -> answer.done();
            case Step.End() -> {
                settle("", false);
                over();
                answer.end();
            }
            case Step.Reset() -> {
                settle("", false);
                over();
                outlet.reset();
            }
            case Step.Stall() -> endless = true;
            case Step.CommentForEver(var every) -> {
                endless = true;
                answer.comment();
                next--;
                pass(every);
            }
        }
    }

    private void pass(Duration time) {
        due += time.toNanos();
        var left = due - System.nanoTime();
        if (left > 0) {
            timer = loop.schedule(this::wake, left, TimeUnit.NANOSECONDS);
        }
    }

    private void wake() {
        timer = null;
        try {
            resume();
        } catch (RuntimeException defect) {
            outlet.broken(defect);
        }
    }

    private void say(Piece piece, boolean shown) {
        tokens = tokens.plus(piece);
        if (firstTokenAt == null) {
            firstTokenAt = clock.instant();
        }
        if (shown) {
            answer.say(piece);
        }
    }

    private void stop(boolean cancelled) {
        if (timer != null) {
            timer.cancel(false);
        }
        settle("", cancelled);
        over = true;
    }

    private void over() {
        over = true;
        book.ended(call.generationId());
    }

    /// Charges the call, the first time it is asked to. Nothing is charged for an answer that ended
    /// in error, nor for one without a token or a reason.
    private Receipt settle(String finishReason, boolean cancelled) {
        if (receipt != null) {
            return receipt;
        }
        var insured =
                finishReason.equals("error")
                        || (finishReason.isEmpty() && tokens.completion() == 0);
        var cost =
                insured ? BigDecimal.ZERO : call.model().prices().charge(tokens, call.acceptedAt());
        var settled = new Receipt(tokens, cost);
        receipt = settled;
        book.enter(
                new BillingRow(
                        call.generationId(),
                        call.model().id(),
                        call.servedModel(),
                        call.model().provider(),
                        call.request().streamed(),
                        tokens.prompt(),
                        tokens.share().read(),
                        tokens.share().written(),
                        tokens.completion(),
                        tokens.reasoning(),
                        cost,
                        cancelled,
                        finishReason.isEmpty() ? null : finishReason,
                        call.acceptedAt(),
                        firstTokenAt,
                        clock.instant(),
                        clientClosedAt));
        return settled;
    }
}
