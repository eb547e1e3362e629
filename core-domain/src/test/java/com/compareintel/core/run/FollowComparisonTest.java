package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.Prompt;
import com.compareintel.core.comparison.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whoever follows a comparison is told all of it, whenever they come; and what becomes of one that
/// nobody follows.
final class FollowComparisonTest {
    private static final ModelId ONE = new ModelId("a/one");
    private static final ModelId TWO = new ModelId("b/two");

    private final Caller caller = Samples.account(100);
    private final ComparisonRequest request = Samples.request("Explain tides.", "a/one", "b/two");
    private final Stage stage = new Stage();

    @Test
    void a_reader_that_comes_back_at_any_point_ends_with_the_same_text() {
        ComparisonId id = stage.start(caller, request);
        for (int i = 0; i < 20; i++) {
            stage.provider.call("a/one").say("a" + i + " ");
            stage.provider.call("b/two").say("b" + i + " ");
        }
        List<Recorded> before = Stage.drain(stage.follow.fromStart(id, () -> {})).events();
        stage.answer("a/one", "end");
        stage.answer("b/two", "end");

        for (int seen = 0; seen <= before.size(); seen++) {
            ReaderText text = new ReaderText();
            text.take(before.subList(0, seen));
            Position after = seen == 0 ? Position.START : before.get(seen - 1).position();
            text.take(Stage.drain(stage.open(caller, id, after)).events());
            assertThat(text.of(ONE)).isEqualTo(stage.stored(id).answers().get(0).text());
            assertThat(text.of(TWO)).isEqualTo(stage.stored(id).answers().get(1).text());
        }
    }

    @Test
    void whoever_has_seen_the_end_is_told_nothing_more() {
        ComparisonId id = stage.start(caller, request);
        stage.answer("a/one", "x");
        stage.answer("b/two", "y");
        Position last =
                Stage.drain(stage.follow.fromStart(id, () -> {})).events().getLast().position();

        assertThat(stage.follow.from(caller.owner(), id, last, () -> {}))
                .isEqualTo(new FollowComparison.Following.SeenAll());
    }

    @Test
    void the_end_of_another_instances_comparison_is_told_from_storage() {
        Stage elsewhere = stage;
        ComparisonId id = elsewhere.start(caller, request);
        stage.answer("a/one", "x");
        stage.answer("b/two", "y");
        PlainJournal forgotten = new PlainJournal(stage.books.comparisons());
        FollowComparison follow =
                new FollowComparison(
                        new FollowComparison.Sources(
                                forgotten,
                                new Stage().runner,
                                elsewhere.books.comparisons(),
                                elsewhere.timers,
                                Duration.ofSeconds(1)));

        List<Recorded> whole = Stage.drain(follow.fromStart(id, () -> {})).events();
        assertThat(whole.getFirst().event()).isInstanceOf(ComparisonEvent.Started.class);
        assertThat(whole.getLast().position().isLast()).isTrue();
        HistoryRules.check(
                stage.stored(id).answers().getFirst(),
                whole.stream().map(Recorded::event).toList());

        for (Recorded seen : whole.subList(0, whole.size() - 1)) {
            ReaderText text = new ReaderText();
            text.take(whole.subList(0, whole.indexOf(seen) + 1));
            switch (follow.from(caller.owner(), id, seen.position(), () -> {})) {
                case FollowComparison.Following.Open(Feed feed) ->
                        text.take(Stage.drain(feed).events());
                case FollowComparison.Following.SeenAll all -> throw new AssertionError();
                case FollowComparison.Following.Missing gone -> throw new AssertionError();
            }
            assertThat(text.of(TWO)).isEqualTo("y");
        }
        Position live = new Position(1, 3);
        List<Recorded> rest =
                switch (follow.from(caller.owner(), id, live, () -> {})) {
                    case FollowComparison.Following.Open(Feed feed) -> Stage.drain(feed).events();
                    case FollowComparison.Following.SeenAll all -> throw new AssertionError();
                    case FollowComparison.Following.Missing gone -> throw new AssertionError();
                };
        assertThat(rest.getFirst().event()).isInstanceOf(ComparisonEvent.Snapshot.class);
        assertThat(rest.getLast().event()).isInstanceOf(ComparisonEvent.Finished.class);
        assertThat(rest).hasSize(2);
    }

    @Test
    void a_comparison_that_nobody_listens_to_goes_on() {
        ComparisonId id = stage.start(caller, request);
        Feed feed = stage.follow.fromStart(id, () -> {});
        feed.close();
        stage.pass(Duration.ofSeconds(30));

        stage.answer("a/one", "x");
        stage.answer("b/two", "y");

        assertThat(stage.stored(id).status()).isEqualTo(ComparisonStatus.COMPLETED);
    }

    @Test
    void a_comparison_is_cancelled_for_want_of_readers_if_its_caller_wants_that() {
        ComparisonRequest leaving =
                new ComparisonRequest(
                        new Prompt("Explain tides.", Optional.empty()),
                        List.of(ONE),
                        Optional.empty(),
                        Parameters.DEFAULTS,
                        true,
                        true);
        ComparisonId id = stage.start(caller, leaving);
        Feed first = stage.follow.fromStart(id, () -> {});
        stage.pass(Duration.ofSeconds(20));
        first.close();
        stage.pass(Duration.ofSeconds(4));
        Feed second = stage.follow.fromStart(id, () -> {});
        stage.pass(Duration.ofSeconds(4));
        assertThat(stage.stored(id).status()).isEqualTo(ComparisonStatus.RUNNING);

        second.close();
        second.close();
        stage.pass(Duration.ofSeconds(5));

        assertThat(stage.stored(id).status()).isEqualTo(ComparisonStatus.CANCELLED);
    }
}
