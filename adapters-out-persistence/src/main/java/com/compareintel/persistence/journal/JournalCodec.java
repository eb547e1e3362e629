package com.compareintel.persistence.journal;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.run.Position;
import com.compareintel.core.run.Recorded;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Events as bytes and back. One event follows the other, each a kind, the place of its model in
/// the comparison, and what it tells. What is stored of a comparison and its answers is not told
/// once more: the start, an ending and the answers of a snapshot that had ended are named only, and
/// read from there.
///
/// Text is written as its UTF-16 characters would be by [java.io.DataOutputStream#writeUTF],
/// without that method's bound on length: every Java string comes back as it was.
final class JournalCodec {
    private static final byte STARTED = 1;
    private static final byte SNAPSHOT = 2;
    private static final byte QUEUED = 3;
    private static final byte ANSWER_STARTED = 4;
    private static final byte REASONING = 5;
    private static final byte DELTA = 6;
    private static final byte RESTARTED = 7;
    private static final byte ENDED = 8;

    /// Kind and model.
    private static final int HEAD = 2;

    private final List<ModelId> models;

    /// @param models of the comparison, in its order
    JournalCodec(List<ModelId> models) {
        this.models = List.copyOf(models);
    }

    /// Writes events that follow each other without a gap.
    ///
    /// @param events at least one, none of them the last of all
    JournalRow row(Fence fence, List<Recorded> events) {
        long size = 0;
        boolean refers = false;
        for (Recorded recorded : events) {
            size += sizeOf(recorded.event());
            refers |= refers(recorded.event());
        }
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size));
        for (Recorded recorded : events) {
            write(recorded.event(), out);
        }
        return new JournalRow(
                fence,
                events.getFirst().position().number(),
                events.getLast().position().number(),
                refers,
                out.array());
    }

    /// Whether an event names what is stored elsewhere.
    private static boolean refers(ComparisonEvent event) {
        return switch (event) {
            case ComparisonEvent.Started named -> true;
            case ComparisonEvent.Snapshot named -> true;
            case ComparisonEvent.AnswerCompleted named -> true;
            case ComparisonEvent.AnswerFailed named -> true;
            case ComparisonEvent.AnswerCancelled named -> true;
            case ComparisonEvent.OfAnswer whole -> false;
            case ComparisonEvent.Finished last ->
                    throw new IllegalArgumentException("the last event is not written");
        };
    }

    /// How many bytes [#write] writes.
    private static long sizeOf(ComparisonEvent event) {
        return switch (event) {
            case ComparisonEvent.Started started -> 1;
            case ComparisonEvent.Snapshot(Comparison comparison) -> {
                long size = 1;
                for (Answer answer : comparison.answers()) {
                    size +=
                            answer.status().isFinal()
                                    ? 1
                                    : 2 + sizeOf(answer.text()) + sizeOf(answer.reasoning());
                }
                yield size;
            }
            case ComparisonEvent.AnswerQueued queued -> HEAD + Integer.BYTES;
            case ComparisonEvent.AnswerStarted started -> HEAD + 1;
            case ComparisonEvent.AnswerReasoning more -> HEAD + sizeOf(more.text());
            case ComparisonEvent.AnswerDelta more -> HEAD + sizeOf(more.text());
            case ComparisonEvent.AnswerRestarted restarted -> HEAD + 1 + sizeOf(restarted.reason());
            case ComparisonEvent.OfAnswer ended -> HEAD;
            case ComparisonEvent.Finished last ->
                    throw new IllegalArgumentException("the last event is not written");
        };
    }

    private static long sizeOf(String text) {
        long size = (long) Integer.BYTES + text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            size += c < 0x80 ? 0 : c < 0x800 ? 1 : 2;
        }
        return size;
    }

    private void write(ComparisonEvent event, ByteBuffer out) {
        switch (event) {
            case ComparisonEvent.Started started -> out.put(STARTED);
            case ComparisonEvent.Snapshot(Comparison comparison) -> {
                out.put(SNAPSHOT);
                for (Answer answer : comparison.answers()) {
                    out.put((byte) (answer.status().isFinal() ? 1 : 0));
                    if (!answer.status().isFinal()) {
                        out.put((byte) answer.attempt());
                        text(answer.text(), out);
                        text(answer.reasoning(), out);
                    }
                }
            }
            case ComparisonEvent.AnswerQueued(ModelId model, int position) ->
                    begin(QUEUED, model, out).putInt(position);
            case ComparisonEvent.AnswerStarted(ModelId model, int attempt, Answer.Terms terms) ->
                    begin(ANSWER_STARTED, model, out).put((byte) attempt);
            case ComparisonEvent.AnswerReasoning(ModelId model, String text) ->
                    text(text, begin(REASONING, model, out));
            case ComparisonEvent.AnswerDelta(ModelId model, String text) ->
                    text(text, begin(DELTA, model, out));
            case ComparisonEvent.AnswerRestarted(ModelId model, int attempt, String reason) ->
                    text(reason, begin(RESTARTED, model, out).put((byte) attempt));
            case ComparisonEvent.AnswerCompleted ended -> begin(ENDED, ended.model(), out);
            case ComparisonEvent.AnswerFailed ended -> begin(ENDED, ended.model(), out);
            case ComparisonEvent.AnswerCancelled ended -> begin(ENDED, ended.model(), out);
            case ComparisonEvent.Finished last ->
                    throw new IllegalArgumentException("the last event is not written");
        }
    }

    private ByteBuffer begin(byte kind, ModelId model, ByteBuffer out) {
        return out.put(kind).put((byte) models.indexOf(model));
    }

    /// One byte for what most text is made of, two or three for the rest.
    private static void text(String text, ByteBuffer out) {
        out.putInt(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                out.put((byte) c);
            } else if (c < 0x800) {
                out.put((byte) (0xc0 | (c >> 6)));
                out.put((byte) (0x80 | (c & 0x3f)));
            } else {
                out.put((byte) (0xe0 | (c >> 12)));
                out.put((byte) (0x80 | ((c >> 6) & 0x3f)));
                out.put((byte) (0x80 | (c & 0x3f)));
            }
        }
    }

    /// Reads the events of a row.
    ///
    /// @param terms what the models are asked with, in the order of the comparison
    /// @param stored the comparison, asked for if the row refers to it
    List<Recorded> events(JournalRow row, List<Answer.Terms> terms, Supplier<Comparison> stored) {
        Optional<Comparison> comparison =
                row.refers() ? Optional.of(stored.get()) : Optional.empty();
        List<Recorded> events = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row.events()))) {
            for (int number = row.first(); number <= row.last(); number++) {
                events.add(
                        new Recorded(
                                new Position(row.fence().epoch(), number),
                                read(in, terms, comparison)));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return events;
    }

    private ComparisonEvent read(
            DataInputStream in, List<Answer.Terms> terms, Optional<Comparison> stored)
            throws IOException {
        int kind = in.readByte();
        if (kind == STARTED) {
            return ComparisonEvent.Started.of(stored.orElseThrow());
        }
        if (kind == SNAPSHOT) {
            return snapshot(in, stored.orElseThrow());
        }
        int place = in.readByte();
        ModelId model = models.get(place);
        return switch (kind) {
            case QUEUED -> new ComparisonEvent.AnswerQueued(model, in.readInt());
            case ANSWER_STARTED ->
                    new ComparisonEvent.AnswerStarted(model, in.readByte(), terms.get(place));
            case REASONING -> new ComparisonEvent.AnswerReasoning(model, text(in));
            case DELTA -> new ComparisonEvent.AnswerDelta(model, text(in));
            case RESTARTED -> new ComparisonEvent.AnswerRestarted(model, in.readByte(), text(in));
            case ENDED -> ComparisonEvent.endOf(stored.orElseThrow().answers().get(place));
            default -> throw new IOException("an event of kind " + kind);
        };
    }

    private static ComparisonEvent.Snapshot snapshot(DataInputStream in, Comparison stored)
            throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (Answer answer : stored.answers()) {
            answers.add(in.readBoolean() ? answer : unfinished(answer, in));
        }
        return new ComparisonEvent.Snapshot(stored.with(answers, Optional.empty()));
    }

    private static Answer unfinished(Answer answer, DataInputStream in) throws IOException {
        int attempt = in.readByte();
        return new Answer(
                answer.model(),
                answer.terms(),
                attempt == 0 ? AnswerStatus.QUEUED : AnswerStatus.RUNNING,
                attempt,
                text(in),
                text(in),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static String text(DataInputStream in) throws IOException {
        char[] text = new char[in.readInt()];
        for (int i = 0; i < text.length; i++) {
            int c = in.readUnsignedByte();
            if (c < 0x80) {
                text[i] = (char) c;
            } else if (c < 0xe0) {
                text[i] = (char) (((c & 0x1f) << 6) | following(in));
            } else {
                int middle = following(in);
                text[i] = (char) (((c & 0xf) << 12) | (middle << 6) | following(in));
            }
        }
        return new String(text);
    }

    private static int following(DataInputStream in) throws IOException {
        return in.readUnsignedByte() & 0x3f;
    }
}
