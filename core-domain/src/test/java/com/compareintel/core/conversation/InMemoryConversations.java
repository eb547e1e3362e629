package com.compareintel.core.conversation;

import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.ConversationTitle;
import com.compareintel.core.comparison.InMemoryComparisons;
import com.compareintel.core.comparison.KeptConversation;
import com.compareintel.core.identity.Owner;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The conversations of [InMemoryComparisons]. Thread-safe.
public final class InMemoryConversations implements Conversations {
    private static final Comparator<Mark> OLDEST_FIRST =
            Comparator.comparing(Mark::lastActivityAt).thenComparing(mark -> mark.id().toString());

    private final InMemoryComparisons comparisons;

    public InMemoryConversations(InMemoryComparisons comparisons) {
        this.comparisons = comparisons;
    }

    @Override
    public Listed list(Shelf shelf, Listing listing, Optional<Bookmark> after, int limit) {
        synchronized (comparisons) {
            List<Conversation> all =
                    comparisons.conversations().stream()
                            .filter(kept -> kept.owner().equals(shelf.owner()))
                            .sorted(KeptConversation.OLDEST_FIRST.reversed())
                            .map(kept -> conversation(shelf, kept))
                            .toList();
            List<Mark> shown =
                    all.stream()
                            .limit(shelf.cap().shown())
                            .map(InMemoryConversations::mark)
                            .toList();
            Optional<Mark> floor =
                    switch (listing.state()) {
                        case ACTIVE ->
                                after.isPresent()
                                        ? after.get().floor()
                                        : shown.stream().reduce((newer, older) -> older);
                        case ARCHIVED -> Optional.empty();
                    };
            List<Conversation> listed =
                    all.stream()
                            .filter(found -> isIn(listing, mark(found), shown, floor))
                            .filter(found ->
                                    after.isEmpty()
                                            || OLDEST_FIRST.compare(mark(found), after.get().mark())
                                                    < 0)
                            .filter(found ->
                                    listing.search().isEmpty()
                                            || isFound(found, listing.search().get()))
                            .limit(limit)
                            .map(found -> in(listing.state(), found))
                            .toList();
            return new Listed(listed, floor);
        }
    }

    private static Conversation in(ConversationState state, Conversation found) {
        return new Conversation(
                found.id(), found.title(), found.createdAt(), found.lastActivityAt(), state);
    }

    private static boolean isIn(
            Listing listing, Mark mark, List<Mark> shown, Optional<Mark> floor) {
        return switch (listing.state()) {
            case ACTIVE -> floor.isEmpty() || OLDEST_FIRST.compare(mark, floor.get()) >= 0;
            case ARCHIVED -> !shown.contains(mark);
        };
    }

    private boolean isFound(Conversation conversation, Search search) {
        return search.finds(conversation.title())
                || comparisons.turnsOf(conversation.id()).stream()
                        .flatMap(turn ->
                                Stream.concat(
                                        Stream.of(turn.prompt().text()),
                                        turn.answers().stream().map(Answer::text)))
                        .anyMatch(search::finds);
    }

    @Override
    public Optional<Conversation> find(Shelf shelf, ConversationId id) {
        synchronized (comparisons) {
            return kept(shelf.owner(), id).map(kept -> conversation(shelf, kept));
        }
    }

    @Override
    public List<Comparison> turns(
            Owner owner, ConversationId id, Optional<TurnMark> after, int limit) {
        synchronized (comparisons) {
            if (kept(owner, id).isEmpty()) {
                return List.of();
            }
            return comparisons.turnsOf(id).stream()
                    .sorted(
                            Comparator.comparing(Comparison::createdAt)
                                    .thenComparing(turn -> turn.id().toString()))
                    .filter(turn -> after.isEmpty() || isBehind(turn, after.get()))
                    .limit(limit)
                    .toList();
        }
    }

    private static boolean isBehind(Comparison turn, TurnMark mark) {
        int byTime = turn.createdAt().compareTo(mark.createdAt());
        return byTime > 0
                || (byTime == 0 && turn.id().toString().compareTo(mark.id().toString()) > 0);
    }

    @Override
    public Optional<Conversation> rename(Shelf shelf, ConversationId id, String title) {
        synchronized (comparisons) {
            kept(shelf.owner(), id)
                    .ifPresent(old ->
                            comparisons.keep(
                                    new KeptConversation(
                                            id,
                                            old.owner(),
                                            title,
                                            old.createdAt(),
                                            old.lastActivityAt())));
            return find(shelf, id);
        }
    }

    @Override
    public Deletion delete(Owner owner, ConversationId id) {
        synchronized (comparisons) {
            if (kept(owner, id).isEmpty()) {
                return Deletion.MISSING;
            }
            return comparisons.forget(id) ? Deletion.DELETED : Deletion.BUSY;
        }
    }

    @Override
    public Breakout.Outcome breakOut(Shelf shelf, Breakout breakout) {
        synchronized (comparisons) {
            var repeat =
                    breakout.idempotency().flatMap(key -> comparisons.repeatOf(key, breakout.at()));
            if (repeat.isPresent()) {
                return new Breakout.Outcome.Repeated(
                        new ConversationId(repeat.get().result()), repeat.get().fingerprint());
            }
            Optional<KeptConversation> from = kept(shelf.owner(), breakout.from());
            if (from.isEmpty()) {
                return new Breakout.Outcome.Missing();
            }
            if (!shelf.cap().shows(comparisons.newerThan(from.get()))) {
                return new Breakout.Outcome.Archived();
            }
            if (comparisons.isBusy(breakout.from())) {
                return new Breakout.Outcome.Busy();
            }
            if (!comparisons.asked(breakout.from(), breakout.model())) {
                return new Breakout.Outcome.NotThere();
            }
            Instant at = breakout.at();
            comparisons.breakOut(
                    from.get(),
                    breakout.model(),
                    new KeptConversation(
                            breakout.to(),
                            shelf.owner(),
                            ConversationTitle.ofBreakout(from.get().title(), breakout.model()),
                            at,
                            at),
                    breakout.idempotency());
            return new Breakout.Outcome.BrokenOut();
        }
    }

    private Optional<KeptConversation> kept(Owner owner, ConversationId id) {
        return comparisons.conversations().stream()
                .filter(kept -> kept.id().equals(id) && kept.owner().equals(owner))
                .findFirst();
    }

    private Conversation conversation(Shelf shelf, KeptConversation kept) {
        return new Conversation(
                kept.id(),
                kept.title(),
                kept.createdAt(),
                kept.lastActivityAt(),
                ConversationState.of(shelf.cap(), comparisons.newerThan(kept)));
    }

    private static Mark mark(Conversation conversation) {
        return new Mark(conversation.lastActivityAt(), conversation.id());
    }
}
