package com.compareintel.openrouter.local;

/// What a model says when it answers.
sealed interface Voice {
    /// A canned demonstration text in the manner of `persona`.
    record Demonstrates(Persona persona) implements Voice {}

    /// Numbered words, as many as [Dial#COUNT] says.
    record Counts() implements Voice {}

    /// Numbered words that all carry `tag`, now and then with multi-byte characters, so that a
    /// token gone astray is recognised anywhere.
    record Tags(String tag) implements Voice {}

    /// Filler in `pieces` chunks of `bytesEach`.
    record Drones(int pieces, int bytesEach) implements Voice {}

    /// No text at all.
    record StaysMute() implements Voice {}
}
