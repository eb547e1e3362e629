package com.compareintel.openrouter.local;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;

/// The beginnings of conversations that models have seen lately and need not read again.
///
/// A model whose list entry has a price for writing to the cache keeps what is marked with
/// `cache_control` and nothing else; one that has only a price for reading keeps every prompt by
/// itself, at no charge; all others keep nothing. A real provider ignores short prompts; this one
/// takes any. Thread-safe.
final class PromptCache {
    /// From the last use, as real providers have it.
    static final Duration KEPT_FOR = Duration.ofMinutes(5);

    /// Far more than any test uses.
    private static final int MOST_KEPT = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<Beginning, Instant> usedAt = new LinkedHashMap<>();

    private record Beginning(String model, List<ChatRequest.Message> messages) {}

    /// How many tokens of a prompt were read from the cache, and how many written to it.
    record Share(int read, int written) {
        static final Share NONE = new Share(0, 0);
    }

    /// What the cache does for this request, which is in it from now on.
    Share use(FakeModel model, ChatRequest request, Instant now) {
        var onRequest = model.prices().lists("input_cache_write");
        if (!onRequest && !model.prices().lists("input_cache_read")) {
            return Share.NONE;
        }
        var all = request.messages().size();
        var ends = onRequest ? request.marks() : List.of(all);
        var last = ends.stream().max(Integer::compare);
        return last.map(end -> use(model, request, ends, end, onRequest, now)).orElse(Share.NONE);
    }

    private Share use(
            FakeModel model,
            ChatRequest request,
            List<Integer> ends,
            int last,
            boolean charged,
            Instant now) {
        lock.lock();
        try {
            var read = longestKept(model, request, last, now).orElse(0);
            if (read > 0) {
                touch(beginning(model, request, read), now);
            }
            ends.forEach(end -> touch(beginning(model, request, end), now));
            var readTokens = request.promptTokens(read);
            return new Share(readTokens, charged ? request.promptTokens(last) - readTokens : 0);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Integer> longestKept(
            FakeModel model, ChatRequest request, int last, Instant now) {
        for (var end = last; end > 0; end--) {
            var used = usedAt.get(beginning(model, request, end));
            if (used != null && now.isBefore(used.plus(KEPT_FOR))) {
                return Optional.of(end);
            }
        }
        return Optional.empty();
    }

    private void touch(Beginning beginning, Instant now) {
        usedAt.putLast(beginning, now);
        if (usedAt.size() > MOST_KEPT) {
            usedAt.pollFirstEntry();
        }
    }

    private static Beginning beginning(FakeModel model, ChatRequest request, int end) {
        return new Beginning(model.id(), List.copyOf(request.messages().subList(0, end)));
    }
}
