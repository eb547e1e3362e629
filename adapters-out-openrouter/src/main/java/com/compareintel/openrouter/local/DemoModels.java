package com.compareintel.openrouter.local;

import static com.compareintel.openrouter.local.Persona.Form.CODE;
import static com.compareintel.openrouter.local.Persona.Form.LIST;
import static com.compareintel.openrouter.local.Persona.Form.PROSE;
import static com.compareintel.openrouter.local.Persona.Form.QUESTIONS;
import static com.compareintel.openrouter.local.Persona.Form.STEPS;
import static com.compareintel.openrouter.local.Persona.Form.TABLE;
import static com.compareintel.openrouter.local.Persona.Form.VERSE;

import com.compareintel.openrouter.local.Persona.Form;
import java.util.List;
import java.util.Locale;

/// The demonstration models: a dozen birds of different speed, length, price and reasoning. Five
/// cost at most one dollar per million tokens of output, three more at most five, the rest more, so
/// that every tier has something to choose.
final class DemoModels {
    /// Nobody's words come evenly.
    private static final int JITTER_PERCENT = 40;

    private DemoModels() {}

    static List<FakeModel> all() {
        return List.of(
                bird("Sparrow", "Demo Hedgerow", "Short and quick.", LIST, 1, 0, 120, 150)
                        .priced(Prices.perMillion("0.05", "0.20"))
                        .limitedTo(32_768, 4_096),
                bird("Robin:free", "Demo Hedgerow", "Free, and in no hurry.", PROSE, 2, 0, 60, 400)
                        .priced(Prices.perMillion("0", "0")),
                bird("Wren", "Demo Hedgerow", "Fond of lists.", LIST, 2, 2, 150, 200)
                        .priced(Prices.perMillion("0.10", "0.40")),
                bird(
                                "Finch",
                                "Demo Old Barn",
                                "Ignores temperature and seed.",
                                STEPS,
                                2,
                                3,
                                80,
                                300)
                        .priced(Prices.perMillion("0.20", "0.80"))
                        .supporting("max_tokens", "max_completion_tokens", "stop"),
                bird("Swift", "Demo Old Barn", "The fastest of them.", PROSE, 4, 4, 300, 80)
                        .priced(Prices.perMillion("0.25", "1")),
                bird("Magpie", "Demo Old Barn", "Collects tables.", TABLE, 2, 8, 90, 350)
                        .priced(Prices.perMillion("0.50", "2.50")),
                bird("Starling", "Demo Riverbank", "Imitates programmers.", CODE, 2, 9, 110, 300)
                        .priced(Prices.perMillion("0.80", "4")),
                bird("Heron", "Demo Riverbank", "Slow and considered.", PROSE, 3, 0, 20, 1_200)
                        .priced(Prices.perMillion("1", "5"))
                        .limitedTo(200_000, 8_192),
                bird("Owl", "Demo Riverbank", "Thinks aloud, asks back.", QUESTIONS, 2, 3, 60, 500)
                        .priced(Prices.perMillion("2", "8"))
                        .reasoning(),
                summing(
                                bird(
                                        "Raven",
                                        "Demo Sea Cliff",
                                        "Thinks in summaries.",
                                        STEPS,
                                        3,
                                        4,
                                        70,
                                        700))
                        .priced(Prices.perMillion("3", "12"))
                        .reasoning(),
                bird("Albatross", "Demo Sea Cliff", "Goes on for long.", PROSE, 9, 5, 100, 600)
                        .priced(Prices.perMillion("3", "15"))
                        .limitedTo(1_000_000, 65_536),
                bird("Nightingale", "Demo Sea Cliff", "Prefers verse.", VERSE, 1, 6, 35, 900)
                        .priced(Prices.perMillion("5", "25"))
                        .limitedTo(65_536, null));
    }

    /// The numbers are those of [Persona], then [Dial#RATE] and [Dial#FIRST_TOKEN].
    private static FakeModel bird(
            String species,
            String provider,
            String manner,
            Form form,
            int sections,
            int drawer,
            int rate,
            int firstTokenMillis) {
        var name = species.replace(":free", "");
        var script =
                Script.ORDINARY
                        .voice(new Voice.Demonstrates(new Persona(name, form, sections, drawer)))
                        .turn(Dial.RATE, rate)
                        .turn(Dial.FIRST_TOKEN, firstTokenMillis)
                        .turn(Dial.JITTER, JITTER_PERCENT);
        return FakeModel.usual(
                "demo/" + species.toLowerCase(Locale.ROOT),
                "Demo · " + species.replace(":free", " (free)"),
                manner + " A local demonstration with canned text; no language model is asked.",
                provider,
                script);
    }

    private static FakeModel summing(FakeModel model) {
        return model.behaving(model.script().with(Quirk.REASONING_SUMMARY));
    }
}
