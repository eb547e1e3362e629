package com.compareintel.core.run;

import com.compareintel.core.ManualClock;
import com.compareintel.core.catalogue.ModelId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/// Slots at a provider with time of their own, and a note of who was granted one, in order. A call
/// is known by its name.
final class Desk {
    static final ModelId MODEL = new ModelId("a/one");

    final ManualClock clock = new ManualClock(Runs.START);
    final ManualTimers timers = new ManualTimers(clock);
    final List<String> granted = new ArrayList<>();
    final ProviderSlots slots;

    Desk(SlotBounds bounds) {
        slots = new ProviderSlots(bounds, timers, clock, new Random(7));
    }

    int take(String name, Precedence precedence, String account, ModelId model, long tokens) {
        return take(name, precedence, account, model, tokens, false);
    }

    int again(String name, ModelId model) {
        return take(name, Precedence.PAID, "payer", model, 0, true);
    }

    private int take(
            String name,
            Precedence precedence,
            String account,
            ModelId model,
            long tokens,
            boolean again) {
        int position =
                slots.take(
                        new SlotQueue.Waiting(
                                name,
                                new Line(precedence, account),
                                model,
                                tokens,
                                () -> granted.add(name)),
                        again);
        if (position == 0) {
            granted.add(name);
        }
        return position;
    }

    int take(String name, Precedence precedence, String account) {
        return take(name, precedence, account, MODEL, 0);
    }

    int take(String name, ModelId model) {
        return take(name, Precedence.PAID, "payer", model, 0);
    }

    int take(String name) {
        return take(name, MODEL);
    }

    void take(int calls, ModelId model) {
        for (int i = 0; i < calls; i++) {
            take(model + "#" + i, model);
        }
    }

    void free(String name) {
        slots.free(name, OptionalLong.empty());
    }

    /// The provider refuses a call, which is given up.
    void refuse(String name, Strain strain, Optional<Duration> retryAfter) {
        slots.refused(name, strain, retryAfter);
        free(name);
    }

    List<String> takeNews() {
        List<String> news = List.copyOf(granted);
        granted.clear();
        return news;
    }
}
