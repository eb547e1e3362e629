package com.compareintel.openrouter;

/// The list of models could not be read. It says why in our own words.
final class ModelsUnreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    /// No list of models is served at all, as plain servers may choose.
    private final boolean missing;

    ModelsUnreadable(String why) {
        this(why, false);
    }

    ModelsUnreadable(String why, boolean missing) {
        super(why, null, false, false);
        this.why = why;
        this.missing = missing;
    }

    String why() {
        return why;
    }

    boolean isMissing() {
        return missing;
    }
}
