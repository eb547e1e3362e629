package com.compareintel.core.run;

/// What the end of a call says about how much more the provider can carry.
public enum Strain {
    /// Nothing.
    NONE,

    /// The provider, or whoever runs this model for it, has too much to do with this model.
    OF_MODEL,

    /// All our calls together are too many.
    OF_ACCOUNT
}
