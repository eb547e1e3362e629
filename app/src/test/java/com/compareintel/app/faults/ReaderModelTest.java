package com.compareintel.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.app.journeys.EventStream.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The judge is judged first: it lets pass what the contract allows, and nothing else.
final class ReaderModelTest {
    private static final String STARTED =
            "comparison.started {'comparison_id': 'c', 'models': ['a', 'b']}";
    private static final String WHOLE_A =
            "answer.started {'model': 'a', 'attempt': 1};"
                    + "answer.delta {'model': 'a', 'text': 'x'};"
                    + "answer.completed {'model': 'a', 'attempt': 1}";
    private static final String FAILED_B = "answer.failed {'model': 'b', 'attempt': 0}";
    private static final String FINISHED =
            "comparison.finished {'status': 'partial', 'charged_credits': 1}";

    @Test
    void a_whole_history_over_a_restart_is_rebuilt() throws IOException {
        ReaderModel reader =
                read(
                        STARTED,
                        "answer.queued {'model': 'b', 'position': 1}",
                        WHOLE_A,
                        "answer.started {'model': 'b', 'attempt': 1}",
                        "answer.reasoning {'model': 'b', 'text': 'hm'}",
                        "comparison.snapshot {'id': 'c', 'answers': [{'model': 'a', 'status':"
                                + " 'completed', 'attempt': 1, 'text': 'x'}, {'model': 'b', 'status':"
                                + " 'running', 'attempt': 1, 'text': 'lost'}]}",
                        "answer.restarted {'model': 'b', 'attempt': 2, 'reason': 'interrupted'}",
                        "answer.started {'model': 'b', 'attempt': 2}",
                        "answer.delta {'model': 'b', 'text': 'y'}",
                        "answer.completed {'model': 'b', 'attempt': 2}",
                        "comparison.finished {'status': 'completed', 'charged_credits': 1}");

        assertThat(reader.text("a")).isEqualTo("x");
        assertThat(reader.text("b")).isEqualTo("y");
        assertThat(reader.isFinished()).isTrue();
        reader.compareWith(
                Caller.JSON.readTree(
                        "{'status': 'completed', 'charged_credits': 1, 'answers': [{'model': 'a', 'status':"
                                        .replace('\'', '"')
                                + " \"completed\", \"text\": \"x\", \"reasoning\": \"\"}, {\"model\":"
                                + " \"b\", \"status\": \"completed\", \"text\": \"y\","
                                + " \"reasoning\": \"\"}]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "answer.delta {'model': 'a', 'text': 'y'}",
                "answer.failed {'model': 'a', 'attempt': 1}",
                "answer.restarted {'model': 'a', 'attempt': 2}",
                "answer.delta {'model': 'b', 'text': 'y'}",
                "answer.completed {'model': 'b', 'attempt': 1}",
                "answer.started {'model': 'c', 'attempt': 1}",
                "comparison.started {'comparison_id': 'c', 'models': ['a', 'b']}",
                "comparison.finished {'status': 'completed'}",
                "comparison.snapshot {'id': 'c', 'answers': [{'model': 'a', 'status': 'running',"
                        + " 'attempt': 1, 'text': 'x'}]}",
                "comparison.snapshot {'id': 'c', 'answers': [{'model': 'a', 'status': 'completed',"
                        + " 'attempt': 1, 'text': 'other'}]}",
                "answer.lost {'model': 'b'}"
            })
    void what_may_not_follow_is_found(String event) throws IOException {
        List<Event> history = events(STARTED, WHOLE_A, event);
        ReaderModel reader = new ReaderModel();
        history.subList(0, history.size() - 1).forEach(reader::take);

        assertThatThrownBy(() -> reader.take(history.getLast()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("comparison c");
    }

    @Test
    void a_start_that_nobody_remembers_is_taken_back_by_a_snapshot() throws IOException {
        ReaderModel reader =
                read(
                        STARTED,
                        "answer.started {'model': 'b', 'attempt': 1}",
                        "answer.delta {'model': 'b', 'text': 'lost'}",
                        "comparison.snapshot {'id': 'c', 'answers': [{'model': 'a', 'status': 'queued',"
                                + " 'attempt': 0, 'text': ''}, {'model': 'b', 'status': 'queued',"
                                + " 'attempt': 0, 'text': ''}]}",
                        "answer.started {'model': 'b', 'attempt': 1}",
                        "answer.delta {'model': 'b', 'text': 'y'}");

        assertThat(reader.text("b")).isEqualTo("y");
    }

    @Test
    void nothing_follows_the_end_and_no_id_comes_twice() throws IOException {
        ReaderModel reader = read(STARTED, WHOLE_A, FAILED_B, FINISHED);
        Event late = new Event("9999", "comparison.finished", Caller.JSON.createObjectNode());

        assertThatThrownBy(() -> reader.take(late)).hasMessageContaining("follows the end");
        ReaderModel other = read(STARTED);
        assertThatThrownBy(() -> other.take(events(STARTED).getFirst()))
                .hasMessageContaining("does not grow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status': 'completed', 'charged_credits': 1, 'answers': []}",
                "{'status': 'partial', 'charged_credits': 2, 'answers': []}",
                "{'status': 'partial', 'charged_credits': 1, 'answers': []}",
                "{'status': 'partial', 'charged_credits': 1, 'answers': [{'model': 'a', 'status':"
                        + " 'completed', 'text': 'other'}, {'model': 'b', 'status': 'failed'}]}",
                "{'status': 'partial', 'charged_credits': 1, 'answers': [{'model': 'a', 'status':"
                        + " 'completed', 'text': 'x'}, {'model': 'b', 'status': 'cancelled'}]}",
            })
    void another_stored_state_than_the_one_that_was_told_is_found(String stored)
            throws IOException {
        ReaderModel reader = read(STARTED, WHOLE_A, FAILED_B, FINISHED);
        var json = Caller.JSON.readTree(stored.replace('\'', '"'));

        assertThatThrownBy(() -> reader.compareWith(json)).isInstanceOf(AssertionError.class);
    }

    private static ReaderModel read(String... lines) throws IOException {
        ReaderModel reader = new ReaderModel();
        events(lines).forEach(reader::take);
        return reader;
    }

    private static List<Event> events(String... lines) throws IOException {
        List<Event> events = new ArrayList<>();
        for (String line : String.join(";", lines).split(";", -1)) {
            int space = line.indexOf(' ');
            events.add(
                    new Event(
                            "%04d".formatted(events.size() + 1),
                            line.substring(0, space),
                            Caller.JSON.readTree(line.substring(space + 1).replace('\'', '"'))));
        }
        return events;
    }
}
