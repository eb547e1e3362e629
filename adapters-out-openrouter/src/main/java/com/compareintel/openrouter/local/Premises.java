package com.compareintel.openrouter.local;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// What all connections of one upstream share. Thread-safe.
record Premises(
        LocalUpstreamOptions options,
        ModelShelf shelf,
        FrontDesk desk,
        Routes routes,
        LookupDelays delays,
        BillingBook book,
        RequestLog requests,
        AtomicReference<ModelService> models,
        AtomicBoolean shutting) {

    /// How requests for models fare.
    enum ModelService {
        SERVES,
        FAILS,
        HANGS
    }

    static Premises of(LocalUpstreamOptions options) {
        var shelf = new ModelShelf(options);
        var book = new BillingBook(options.bookFile());
        var delays = new LookupDelays();
        return new Premises(
                options,
                shelf,
                new FrontDesk(shelf, options),
                new Routes(shelf, book, delays, options.clock()),
                delays,
                book,
                new RequestLog(options.requestsKept()),
                new AtomicReference<>(ModelService.SERVES),
                new AtomicBoolean());
    }

    ModelService modelService() {
        return models.get();
    }

    boolean closing() {
        return shutting.get();
    }
}
