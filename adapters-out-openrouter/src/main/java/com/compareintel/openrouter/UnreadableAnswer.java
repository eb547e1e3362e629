package com.compareintel.openrouter;

/// The provider sent something that is no answer, or more than one may be. It carries no message:
/// whatever was sent is not to be repeated anywhere.
final class UnreadableAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableAnswer() {
        super(null, null, false, false);
    }
}
