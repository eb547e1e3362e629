package com.compareintel.core.conversation;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Samples;

class InMemoryConversationsBreakoutTest extends BreakoutContract {
    private final InMemoryBooks books = InMemoryBooks.empty(new ManualClock(Samples.NOW));

    @Override
    protected Conversations conversations() {
        return books.conversations();
    }

    @Override
    protected Comparisons comparisons() {
        return books.comparisons();
    }
}
