package com.compareintel.openrouter;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// What is made of the body of a response. Confined to one thread.
sealed interface ResponseBody {
    /// Takes the next bytes.
    void read(ByteBuf bytes);

    /// The body ended properly.
    void end();

    /// The connection broke within the body.
    void breakOff();

    /// The body of a success. Its first sign tells what it is, whatever its content type says: `{`
    /// is an answer or error in one piece, `<` a page of some server on the way, and anything else
    /// an event stream.
    final class OfAnswer implements ResponseBody {
        private enum Kind {
            UNKNOWN,
            STREAM,
            WHOLE
        }

        private final AnswerReader answer;
        private final SseDecoder stream;
        private final Collected whole = new Collected(AnswerReader.MAX_ANSWER_BYTES);
        private Kind kind = Kind.UNKNOWN;

        /// @param space working space of the event loop
        OfAnswer(AnswerReader answer, byte[] space) {
            this.answer = answer;
            this.stream = new SseDecoder(space);
        }

        @Override
        public void read(ByteBuf bytes) {
            if (kind == Kind.UNKNOWN) {
                recognise(bytes);
            }
            if (!bytes.isReadable() || answer.isOver()) {
                return;
            }
            if (kind == Kind.WHOLE) {
                if (!whole.add(bytes)) {
                    answer.fail(FailureMapping.TOO_LARGE);
                }
                return;
            }
            try {
                stream.read(bytes, answer);
            } catch (UnreadableAnswer unreadable) {
                answer.fail(FailureMapping.UNREADABLE);
            }
        }

        private void recognise(ByteBuf bytes) {
            while (bytes.isReadable()) {
                byte sign = bytes.getByte(bytes.readerIndex());
                switch (sign) {
                    case ' ', '\t', '\r', '\n' -> bytes.skipBytes(1);
                    case '<' -> {
                        answer.fail(FailureMapping.UNREADABLE);
                        return;
                    }
                    default -> {
                        kind = sign == '{' ? Kind.WHOLE : Kind.STREAM;
                        return;
                    }
                }
            }
        }

        @Override
        public void end() {
            finish();
        }

        @Override
        public void breakOff() {
            answer.lastData();
            finish();
        }

        private void finish() {
            try {
                switch (kind) {
                    case UNKNOWN -> {}
                    case WHOLE -> answer.data(whole.bytes(), 0, whole.length());
                    case STREAM -> {
                        answer.lastData();
                        stream.end(answer);
                    }
                }
                answer.end();
            } catch (UnreadableAnswer unreadable) {
                answer.fail(FailureMapping.UNREADABLE);
            }
        }
    }

    /// The body of a refusal, which may say more than its status.
    final class OfRefusal implements ResponseBody {
        /// Far more than any error is described with.
        private static final int MAX_BYTES = 64 * 1024;

        private final AnswerReader answer;
        private final FailureMapping failures;
        private final int status;
        private final Optional<Duration> retryAfter;
        private final Collected whole = new Collected(MAX_BYTES);

        OfRefusal(
                AnswerReader answer,
                FailureMapping failures,
                int status,
                Optional<Duration> retryAfter) {
            this.answer = answer;
            this.failures = failures;
            this.status = status;
            this.retryAfter = retryAfter;
        }

        @Override
        public void read(ByteBuf bytes) {
            if (!whole.add(bytes)) {
                end();
            }
        }

        @Override
        public void end() {
            answer.fail(failures.refused(status, error(), retryAfter));
        }

        @Override
        public void breakOff() {
            end();
        }

        private UpstreamError error() {
            try {
                UpstreamError error =
                        ChunkParser.parse(whole.bytes(), 0, whole.length(), false).error();
                return error == null ? UpstreamError.UNDESCRIBED : error;
            } catch (UnreadableAnswer page) {
                return UpstreamError.UNDESCRIBED;
            }
        }
    }

    /// Bytes collected up to a bound.
    final class Collected {
        private final int most;
        private byte[] bytes = new byte[0];
        private int length;

        Collected(int most) {
            this.most = most;
        }

        /// Takes all that `more` has; false if that is more than the bound allows.
        boolean add(ByteBuf more) {
            int count = more.readableBytes();
            if (count > most - length) {
                return false;
            }
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(length + count, length * 2)));
            }
            more.readBytes(bytes, length, count);
            length += count;
            return true;
        }

        byte[] bytes() {
            return bytes;
        }

        int length() {
            return length;
        }
    }
}
