package com.compareintel.openrouter.local;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// The whole behaviour of a model in one call, as data. Words of the [Vocabulary] change one part
/// each, so they combine freely.
record Script(
        Opening opening, Voice voice, Ending ending, Set<Quirk> quirks, Map<Dial, Integer> dials) {
    /// An ordinary short answer, as fast as it is read.
    static final Script ORDINARY =
            new Script(
                    new Opening.Answers(),
                    new Voice.Counts(),
                    new Ending.Completes(),
                    Set.of(),
                    Map.of());

    Script {
        quirks = Set.copyOf(quirks);
        dials = Map.copyOf(dials);
    }

    boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    int at(Dial dial) {
        return dials.getOrDefault(dial, dial.initial());
    }

    Script opening(Opening changed) {
        return new Script(changed, voice, ending, quirks, dials);
    }

    Script voice(Voice changed) {
        return new Script(opening, changed, ending, quirks, dials);
    }

    Script ending(Ending changed) {
        return new Script(opening, voice, changed, quirks, dials);
    }

    Script with(Quirk quirk) {
        var more = EnumSet.of(quirk);
        more.addAll(quirks);
        return new Script(opening, voice, ending, more, dials);
    }

    Script turn(Dial dial, int value) {
        var turned = new EnumMap<Dial, Integer>(Dial.class);
        turned.putAll(dials);
        turned.put(dial, value);
        return new Script(opening, voice, ending, quirks, turned);
    }
}
