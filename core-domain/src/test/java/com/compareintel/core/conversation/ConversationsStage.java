package com.compareintel.core.conversation;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.ConversationCap;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.comparison.Standing.Continuation;
import com.compareintel.core.conversation.Conversations.Bookmark;
import com.compareintel.core.conversation.Conversations.Listed;
import com.compareintel.core.conversation.Conversations.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the contracts of [Conversations] are told with, together with the [Comparisons] that are
/// its turns. Every test gets empty books.
abstract class ConversationsStage {
    /// More than any test has.
    static final ConversationCap WIDE = new ConversationCap(1_000);

    static final Listing ACTIVE = new Listing(ConversationState.ACTIVE, Optional.empty());
    static final Listing ARCHIVED = new Listing(ConversationState.ARCHIVED, Optional.empty());

    protected abstract Conversations conversations();

    /// The comparisons that are turns of these conversations.
    protected abstract Comparisons comparisons();

    static Shelf shelf(Caller caller) {
        return new Shelf(caller.owner(), WIDE);
    }

    static Shelf shelf(Caller caller, int shown) {
        return new Shelf(caller.owner(), new ConversationCap(shown));
    }

    NewComparison admitted(Draft draft) {
        NewComparison comparison = draft.build();
        assertThat(comparisons().admit(comparison)).isEqualTo(new AdmitOutcome.Admitted());
        return comparison;
    }

    static ConversationId idOf(NewComparison turn) {
        return turn.place().conversation().orElseThrow();
    }

    static Place sameAs(NewComparison turn) {
        return new Place.SameConversation(idOf(turn), WIDE);
    }

    void end(NewComparison turn, AnswerEnding... endings) {
        for (AnswerEnding ending : endings) {
            comparisons().record(turn.fence(), ending);
        }
        comparisons()
                .finish(
                        turn.fence(),
                        Samples.settlement(turn.plan().hold(), endings),
                        0,
                        turn.createdAt().plusSeconds(1));
    }

    /// Conversations of one ended turn each, a second apart, the oldest first.
    List<ConversationId> begun(Caller caller, int count) {
        List<ConversationId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NewComparison turn =
                    admitted(Draft.of(caller).inNewConversation("No " + i).at(NOW.plusSeconds(i)));
            end(turn);
            ids.add(idOf(turn));
        }
        return ids;
    }

    Continuation continuation(Caller caller, ConversationId id) {
        return comparisons().circumstances(caller, Optional.of(id), NOW).standing().continuation();
    }

    List<Conversation> listed(Shelf shelf, Listing listing) {
        return conversations().list(shelf, listing, Optional.empty(), 100).conversations();
    }

    List<Comparison> turns(Caller caller, ConversationId id) {
        return conversations().turns(caller.owner(), id, Optional.empty(), Integer.MAX_VALUE);
    }

    /// Reads a list page by page, and does something between any two.
    List<Conversation> paged(Shelf shelf, Listing listing, int size, Runnable between) {
        List<Conversation> all = new ArrayList<>();
        Optional<Bookmark> after = Optional.empty();
        while (true) {
            Listed page = conversations().list(shelf, listing, after, size);
            all.addAll(page.conversations());
            if (page.conversations().isEmpty()) {
                return all;
            }
            Conversation last = page.conversations().getLast();
            Mark mark = new Mark(last.lastActivityAt(), last.id());
            after = Optional.of(new Bookmark(mark, page.floor()));
            between.run();
        }
    }
}
