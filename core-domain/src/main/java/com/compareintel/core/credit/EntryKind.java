package com.compareintel.core.credit;

/// Why the balance of a pool changed.
public enum EntryKind {
    /// A period began: its allowance was added.
    GRANT,
    /// A comparison was admitted: the most it can cost was set aside.
    HOLD,
    /// A comparison ended: what had been set aside came back.
    RELEASE,
    /// A comparison ended: its price was taken.
    CHARGE,
    /// A period ended, or credit came back to one that had: what was left is gone.
    EXPIRE,
    /// A hold took more than was left of the allowance: that much was added; or, below zero, came
    /// back unused and was taken away again.
    OVERAGE,
    /// The operator gave credit, or took some back.
    ADJUST
}
