package com.compareintel.http.export;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/// What stands on pages, each of which is fetched when the one before has been read. For one
/// reader.
///
/// @param <M> where a page begins
/// @param <T> what stands on it
public final class Paged<M, T> implements Iterator<T> {
    private final Function<Optional<M>, Page<M, T>> pages;
    private final Deque<T> read = new ArrayDeque<>();
    private Optional<M> next = Optional.empty();
    private boolean ended;

    /// @param pages fetches the page that begins here, or the first one
    public Paged(Function<Optional<M>, Page<M, T>> pages) {
        this.pages = pages;
    }

    /// A page.
    ///
    /// @param next where the next one begins, if there is one
    public record Page<M, T>(List<T> items, Optional<M> next) {
        public Page {
            items = List.copyOf(items);
        }
    }

    @Override
    public boolean hasNext() {
        while (read.isEmpty() && !ended) {
            Page<M, T> page = pages.apply(next);
            read.addAll(page.items());
            next = page.next();
            ended = next.isEmpty();
        }
        return !read.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the last page has been read");
        }
        return read.removeFirst();
    }
}
