package com.compareintel.openrouter.local;

/// The manner in which a demonstration model writes: its `name`, the form it likes best, how many
/// `sections` it writes, and from which `drawer` on it takes them, so that models asked side by
/// side do not say the same.
record Persona(String name, Form form, int sections, int drawer) {
    enum Form {
        PROSE,
        LIST,
        STEPS,
        TABLE,
        CODE,
        VERSE,
        QUESTIONS
    }
}
