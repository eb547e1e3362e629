package com.compareintel.openrouter.local;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;

/// Counts how often the same question was asked in vain. Thread-safe; forgets the oldest questions.
final class Attempts {
    private static final int QUESTIONS_REMEMBERED = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<String, Integer> failed = new LinkedHashMap<>();

    /// Whether this attempt at `question` is among the first `times`. The attempt after them begins
    /// a new count.
    boolean fails(String question, int times) {
        lock.lock();
        try {
            var before = failed.getOrDefault(question, 0);
            if (before >= times) {
                failed.remove(question);
                return false;
            }
            failed.putLast(question, before + 1);
            if (failed.size() > QUESTIONS_REMEMBERED) {
                failed.pollFirstEntry();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
