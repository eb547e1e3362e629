package com.compareintel.app.bench;

/// Whose processor time is counted apart.
enum Part {
    MOCK,
    REF,
    PRODUCT,
    POSTGRES,
    REDIS,
    CLIENT,
    /// Everything, whatever else is at work on the machine included.
    MACHINE
}
