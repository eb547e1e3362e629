package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// [OpenCalls] that are hung up while their handles are on their way.
final class OpenCallsTest {
    private static final ModelId ONE = new ModelId("a/one");

    private final HandProvider provider = new HandProvider();
    private final OpenCalls calls = new OpenCalls(provider, heard -> {});
    private final List<String> happened = new ArrayList<>();

    @BeforeEach
    void aCallIsHungUp() {
        calls.ask(ModelProviderContract.question(ONE), 1);
        provider.call("a/one").lingering();
        calls.hangUp(ONE);
    }

    @Test
    void the_provider_is_left_only_when_every_handle_was_told() {
        calls.partings((call, handle) -> happened.add(handle));
        calls.onceLeft(() -> happened.add("left"));

        provider.call("a/one").leave(Optional.of("gen-1"));

        assertThat(happened).containsExactly("gen-1", "left");
    }

    @Test
    void a_handle_that_never_comes_holds_nobody_up() {
        calls.partings((call, handle) -> happened.add(handle));
        calls.onceLeft(() -> happened.add("left"));

        provider.call("a/one").leave(Optional.empty());

        assertThat(happened).containsExactly("left");
    }
}
