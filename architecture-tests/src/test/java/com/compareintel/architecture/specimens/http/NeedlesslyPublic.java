package com.compareintel.architecture.specimens.http;

/// Open to everybody, wanted by nobody.
public final class NeedlesslyPublic {
    private NeedlesslyPublic() {}
}
