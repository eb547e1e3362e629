package com.compareintel.app.security;

import java.util.Map;

/// A request as it goes out.
///
/// @param target path and query
/// @param body empty for none
record Sent(String method, String target, Map<String, String> headers, String body) {}
