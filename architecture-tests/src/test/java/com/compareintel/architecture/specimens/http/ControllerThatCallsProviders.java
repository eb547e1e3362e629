package com.compareintel.architecture.specimens.http;

import java.net.http.HttpClient;

/// Asks a provider itself.
public record ControllerThatCallsProviders(HttpClient client) {}
