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
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Events as bytes and back. One event follows the other, each a kind, the place of its model in
/// the comparison, and what it tells. What is stored of a comparison and its answers is not told
/// once more: the start, an ending and the answers of a snapshot that had ended are named only, and
/// read from there.
///
/// Text is written as its UTF-16 characters would be by [DataOutputStream#writeUTF], without that
/// method's bound on length: every Java string comes back as it was.
final class JournalCodec {
    private static final int STARTED = 1;
    private static final int SNAPSHOT = 2;
    private static final int QUEUED = 3;
    private static final int ANSWER_STARTED = 4;
    private static final int REASONING = 5;
    private static final int DELTA = 6;
    private static final int RESTARTED = 7;
    private static final int ENDED = 8;

    /// Kind, model and length.
    private static final int HEAD = 6;

    /// More is made room for when it comes.
    private static final int LARGEST_FIRST = 1 << 20;

    /// Characters that are written at once.
    private static final int SLICE = 256;

    private final List<ModelId> models;

    /// Holds a slice of text as bytes; used by one writer at a time.
    private final byte[] slice = new byte[3 * SLICE];

    /// @param models of the comparison, in its order
    JournalCodec(List<ModelId> models) {
        this.models = List.copyOf(models);
    }

    /// Writes events that follow each other without a gap.
    ///
    /// @param events at least one, none of them the last of all
    JournalRow row(Fence fence, List<Recorded> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(sizeOf(events));
        boolean refers = false;
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Recorded recorded : events) {
                refers |= write(recorded.event(), out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new JournalRow(
                fence,
                events.getFirst().position().number(),
                events.getLast().position().number(),
                refers,
                bytes.toByteArray());
    }

    /// About how many bytes they take: exactly, if their texts are ASCII.
    private static int sizeOf(List<Recorded> events) {
        long size = 0;
        for (Recorded recorded : events) {
            size +=
                    switch (recorded.event()) {
                        case ComparisonEvent.AnswerDelta delta -> HEAD + delta.text().length();
                        case ComparisonEvent.AnswerReasoning more -> HEAD + more.text().length();
                        case ComparisonEvent other -> HEAD;
                    };
        }
        return (int) Math.min(size, LARGEST_FIRST);
    }

    /// @return whether it names what is stored elsewhere
    private boolean write(ComparisonEvent event, DataOutputStream out) throws IOException {
        switch (event) {
            case ComparisonEvent.Started started -> out.writeByte(STARTED);
            case ComparisonEvent.Snapshot(Comparison comparison) -> {
                out.writeByte(SNAPSHOT);
                for (Answer answer : comparison.answers()) {
                    out.writeBoolean(answer.status().isFinal());
                    if (!answer.status().isFinal()) {
                        out.writeByte(answer.attempt());
                        text(answer.text(), out);
                        text(answer.reasoning(), out);
                    }
                }
            }
            case ComparisonEvent.AnswerQueued(ModelId model, int position) -> {
                begin(QUEUED, model, out);
                out.writeInt(position);
            }
            case ComparisonEvent.AnswerStarted(ModelId model, int attempt, Answer.Terms terms) -> {
                begin(ANSWER_STARTED, model, out);
                out.writeByte(attempt);
            }
            case ComparisonEvent.AnswerReasoning(ModelId model, String text) -> {
                begin(REASONING, model, out);
                text(text, out);
            }
            case ComparisonEvent.AnswerDelta(ModelId model, String text) -> {
                begin(DELTA, model, out);
                text(text, out);
            }
            case ComparisonEvent.AnswerRestarted(ModelId model, int attempt, String reason) -> {
                begin(RESTARTED, model, out);
                out.writeByte(attempt);
                text(reason, out);
            }
            case ComparisonEvent.AnswerCompleted ended -> begin(ENDED, ended.model(), out);
            case ComparisonEvent.AnswerFailed ended -> begin(ENDED, ended.model(), out);
            case ComparisonEvent.AnswerCancelled ended -> begin(ENDED, ended.model(), out);
            case ComparisonEvent.Finished last ->
                    throw new IllegalArgumentException("the last event is not written");
        }
        return event instanceof ComparisonEvent.Started
                || event instanceof ComparisonEvent.Snapshot
                || event instanceof ComparisonEvent.AnswerCompleted
                || event instanceof ComparisonEvent.AnswerFailed
                || event instanceof ComparisonEvent.AnswerCancelled;
    }

    private void begin(int kind, ModelId model, DataOutputStream out) throws IOException {
        out.writeByte(kind);
        out.writeByte(models.indexOf(model));
    }

    /// One byte for what most text is made of, two or three for the rest.
    private void text(String text, DataOutputStream out) throws IOException {
        out.writeInt(text.length());
        for (int from = 0; from < text.length(); from += SLICE) {
            int to = Math.min(text.length(), from + SLICE);
            int size = 0;
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                if (c < 0x80) {
                    slice[size++] = (byte) c;
                } else if (c < 0x800) {
                    slice[size++] = (byte) (0xc0 | (c >> 6));
                    slice[size++] = (byte) (0x80 | (c & 0x3f));
                } else {
                    slice[size++] = (byte) (0xe0 | (c >> 12));
                    slice[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                    slice[size++] = (byte) (0x80 | (c & 0x3f));
                }
            }
            out.write(slice, 0, size);
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
