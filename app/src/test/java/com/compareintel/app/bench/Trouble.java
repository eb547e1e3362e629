package com.compareintel.app.bench;

/// What happens to a call after its first chunks.
enum Trouble {
    NONE,
    STALLS,
    FAILS,
    IS_CUT;

    /// How many chunks come before it.
    static final int AFTER = 5;

    /// What a scene has for a model, by its place in the mock's list.
    static Trouble of(Scene scene, int model) {
        if (!scene.troubled()) {
            return NONE;
        }
        return switch (model) {
            case 0 -> STALLS;
            case 1 -> FAILS;
            case 2 -> IS_CUT;
            default -> NONE;
        };
    }
}
