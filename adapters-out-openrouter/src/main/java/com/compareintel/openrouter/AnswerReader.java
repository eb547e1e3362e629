package com.compareintel.openrouter;

import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.ModelProvider;
import com.compareintel.core.run.ProviderSignal;
import com.compareintel.core.run.ProviderSignal.Failed;
import io.netty.buffer.ByteBufUtil;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes signals of an answer's chunks: any number of what it says, then exactly one end, after
/// which nothing follows.
///
/// A finish reason does not end an answer, for how much it used comes later: `[DONE]` or the end of
/// the body does. The first finish reason counts, repetitions are nothing new; the last usage
/// counts. An end without a finish reason is a failure, and so is an error wherever it is told.
///
/// Confined to one thread.
final class AnswerReader implements SseDecoder.Events {
    /// The most text and reasoning in one answer, in bytes of UTF-8.
    static final int MAX_ANSWER_BYTES = 4 << 20;

    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final ModelProvider.Sink sink;
    private final FailureMapping failures;
    private final TextMend text = new TextMend();
    private final TextMend thought = new TextMend();

    private Chunk.Origin origin = Chunk.Origin.UNKNOWN;
    private @Nullable String handle;

    /// Text or reasoning has come; who answers was told by then, or never is.
    private boolean answering;

    private @Nullable FinishReason finish;
    private @Nullable Usage usage;
    private @Nullable Usd cost;
    private int answerBytes;
    private boolean atEnd;
    private boolean over;
    private boolean goesOn = true;

    AnswerReader(ModelProvider.Sink sink, FailureMapping failures) {
        this.sink = sink;
        this.failures = failures;
    }

    /// Whether the sink has heard the end, or is to hear nothing any more.
    boolean isOver() {
        return over;
    }

    /// Whether the sink wanted more when it last heard something.
    boolean goesOn() {
        return goesOn;
    }

    /// The sink wants to hear again.
    void resume() {
        goesOn = true;
    }

    /// Says no more, whatever comes.
    void hush() {
        over = true;
    }

    /// The provider named the call; a name that no address could carry is ignored.
    void accept(String generation) {
        if (handle == null && isHandle(generation)) {
            handle = generation;
            give(new ProviderSignal.Accepted(generation));
        }
    }

    /// What the provider has named the call, if it has, told to the sink or not.
    Optional<String> handle() {
        return Optional.ofNullable(handle);
    }

    /// The data of one event of the stream.
    @Override
    public void data(byte[] bytes, int from, int to) throws UnreadableAnswer {
        if (over || from == to) {
            return;
        }
        if (isDone(bytes, from, to)) {
            end();
            return;
        }
        try {
            take(ChunkParser.parse(bytes, from, to, !answering));
        } catch (UnreadableAnswer cutOff) {
            if (!atEnd) {
                throw cutOff;
            }
        }
    }

    /// What follows stood at the end of the stream without a blank line behind it, and may be cut
    /// off anywhere.
    void lastData() {
        atEnd = true;
    }

    /// The answer is over: a success if it gave a finish reason.
    void end() {
        if (over) {
            return;
        }
        if (finish == null) {
            fail(FailureMapping.truncated(Optional.ofNullable(usage), Optional.ofNullable(cost)));
            return;
        }
        finish(
                new ProviderSignal.Ended(
                        finish, Optional.ofNullable(usage), Optional.ofNullable(cost)));
    }

    /// The answer is over and was none.
    void fail(Failed failed) {
        if (!over) {
            finish(failed);
        }
    }

    private void take(Chunk chunk) {
        if (chunk.origin() != null) {
            learn(origin.or(chunk.origin()));
        }
        answering |= !chunk.text().isEmpty() || !chunk.thought().isEmpty();
        if (!fits(chunk.thought()) || !fits(chunk.text())) {
            fail(FailureMapping.TOO_LARGE);
            return;
        }
        String thoughts = thought.mend(chunk.thought());
        if (!thoughts.isEmpty()) {
            give(new ProviderSignal.Thought(thoughts));
        }
        String words = text.mend(chunk.text());
        if (!words.isEmpty()) {
            give(new ProviderSignal.Text(words));
        }
        if (chunk.annotated()) {
            give(new ProviderSignal.Annotated());
        }
        meter(chunk);
        if (chunk.error() != null) {
            fail(
                    failures.within(
                            chunk.error(), Optional.ofNullable(usage), Optional.ofNullable(cost)));
        } else if (chunk.finish() != null && finish == null) {
            stop(chunk.finish());
        }
    }

    private void meter(Chunk chunk) {
        if (chunk.usage() == null && chunk.cost() == null) {
            return;
        }
        usage = chunk.usage() == null ? usage : chunk.usage();
        cost = chunk.cost() == null ? cost : chunk.cost();
        give(new ProviderSignal.Metered(Optional.ofNullable(usage), Optional.ofNullable(cost)));
    }

    private void learn(Chunk.Origin known) {
        boolean news =
                !Objects.equals(origin.model(), known.model())
                        || !Objects.equals(origin.provider(), known.provider());
        origin = known;
        if (known.generation() != null) {
            accept(known.generation());
        }
        if (news) {
            give(
                    new ProviderSignal.Served(
                            Optional.ofNullable(known.model()),
                            Optional.ofNullable(known.provider())));
        }
    }

    private void stop(String reason) {
        switch (reason) {
            case "error" ->
                    fail(
                            failures.within(
                                    UpstreamError.UNDESCRIBED,
                                    Optional.ofNullable(usage),
                                    Optional.ofNullable(cost)));
            case "length", "max_tokens" -> finishing(FinishReason.LENGTH);
            case "content_filter" -> finishing(FinishReason.CONTENT_FILTER);
            case "tool_calls", "function_call" -> finishing(FinishReason.TOOL_CALLS);
            // Whatever servers call it, the model stopped of its own accord.
            default -> finishing(FinishReason.STOP);
        }
    }

    private void finishing(FinishReason reason) {
        finish = reason;
        give(new ProviderSignal.Finishing(reason));
    }

    private boolean fits(String more) {
        answerBytes += ByteBufUtil.utf8Bytes(more);
        return answerBytes <= MAX_ANSWER_BYTES;
    }

    private void finish(ProviderSignal last) {
        give(last);
        over = true;
    }

    private void give(ProviderSignal signal) {
        if (!over) {
            goesOn &= sink.take(signal);
        }
    }

    private static boolean isHandle(String generation) {
        return !generation.isEmpty()
                && generation.length() <= Chunk.LONGEST_NAME
                && generation.chars().allMatch(sign -> sign > ' ' && sign < 0x7f);
    }

    private static boolean isDone(byte[] bytes, int from, int to) {
        if (to - from < DONE.length) {
            return false;
        }
        for (int at = 0; at < DONE.length; at++) {
            if (bytes[from + at] != DONE[at]) {
                return false;
            }
        }
        return isBlank(bytes, from + DONE.length, to);
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] > ' ') {
                return false;
            }
        }
        return true;
    }
}
