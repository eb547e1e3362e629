package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GatheringTest {
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<List<Integer>> rounds = new LinkedBlockingQueue<>();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);

    @AfterEach
    void leave() {
        firstMayEnd.countDown();
        callers.close();
    }

    private static List<String> answer(List<Integer> questions) {
        return questions.stream().map(question -> "answer " + question).toList();
    }

    /// The first round waits until it may end; all that come meanwhile are asked for together.
    private Gathering<Integer, String> held(Function<List<Integer>, List<String>> ask) {
        return new Gathering<>(questions -> {
            rounds.add(questions);
            if (questions.contains(0)) {
                await(firstMayEnd);
            }
            return ask.apply(questions);
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private List<Future<String>> crowd(Gathering<Integer, String> gathering, int from, int to) {
        CountDownLatch come = new CountDownLatch(to - from);
        List<Future<String>> crowd = new ArrayList<>();
        IntStream.range(from, to)
                .forEach(question ->
                        crowd.add(
                                callers.submit(() -> {
                                    come.countDown();
                                    return gathering.ask(question);
                                })));
        await(come);
        return crowd;
    }

    @Test
    void whoever_comes_while_a_round_is_asked_is_asked_for_in_the_next() throws Exception {
        Gathering<Integer, String> gathering = held(GatheringTest::answer);
        List<Future<String>> all = new ArrayList<>(crowd(gathering, 0, 1));
        assertThat(rounds.poll(10, TimeUnit.SECONDS)).containsExactly(0);
        all.addAll(crowd(gathering, 1, 1_000));
        firstMayEnd.countDown();

        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).get(10, TimeUnit.SECONDS)).isEqualTo("answer " + i);
        }
        assertThat(rounds).allMatch(round -> round.size() <= 256);
        assertThat(rounds.stream().mapToInt(List::size).sum()).isEqualTo(999);
    }

    @Test
    void a_round_that_fails_takes_along_who_waited_for_it_and_nobody_else() throws Exception {
        UncheckedIOException gone = new UncheckedIOException(new IOException("gone"));
        Gathering<Integer, String> gathering =
                held(questions -> {
                    if (questions.contains(0)) {
                        throw gone;
                    }
                    return answer(questions);
                });
        Future<String> first = crowd(gathering, 0, 1).getFirst();
        assertThat(rounds.poll(10, TimeUnit.SECONDS)).containsExactly(0);
        firstMayEnd.countDown();

        assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCause(gone);
        assertThat(gathering.ask(7)).isEqualTo("answer 7");
    }
}
