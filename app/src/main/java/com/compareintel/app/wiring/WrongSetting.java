package com.compareintel.app.wiring;

/// A setting that the service cannot start with. Its message is one line that names the variable or
/// key, for the operator; it contains no secret.
public final class WrongSetting extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param name the variable or key as the operator writes it
    /// @param trouble what is wrong with it
    public WrongSetting(String name, String trouble) {
        super(name + ": " + trouble);
    }
}
