package com.compareintel.openrouter.local;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// How a [LocalUpstream] is started. Begin with [#demo] or [#faulty] and change what differs.
///
/// @param host the address to listen on
/// @param port the port, 0 for any free one
/// @param seed what all texts, paces and ids are derived from; the same seed and question give the
///   same answer
/// @param demoModels whether the `demo/…` models are there
/// @param faults whether the `fake/…` models are there, and the header `X-Fake-Behaviour` is heard
/// @param extraModels further `fake/…` ids to list, in words of the vocabulary
/// @param requiredKey the key every request but those for models must bear; none is needed if empty
/// @param bookFile where the billing book is also written; rows already there are read first
/// @param speed how much faster than real time models speak; faults keep their times
/// @param requestsKept how many requests [LocalUpstream#requests] remembers, bodies included
/// @param eventLoops threads that serve all connections
/// @param capacity calls that may be open at once; a further one is refused as too many for the
///   balance, to be tried again after a second
/// @param clock what instants in answers and book are read from; the pace is kept by the system's
///   timer
public record LocalUpstreamOptions(
        String host,
        int port,
        long seed,
        boolean demoModels,
        boolean faults,
        List<String> extraModels,
        Optional<String> requiredKey,
        Optional<Path> bookFile,
        double speed,
        int requestsKept,
        int eventLoops,
        int capacity,
        Clock clock) {

    /// Enough to look back over any one test.
    private static final int REQUESTS_KEPT_FOR_TESTS = 10_000;

    /// Checks ranges.
    public LocalUpstreamOptions {
        extraModels = List.copyOf(extraModels);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("no port: " + port);
        }
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("speed not positive: " + speed);
        }
        if (requestsKept < 0 || eventLoops < 1) {
            throw new IllegalArgumentException(
                    "requests kept " + requestsKept + ", event loops " + eventLoops);
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        if (!faults && !extraModels.isEmpty()) {
            throw new IllegalArgumentException("fault models without faults: " + extraModels);
        }
    }

    /// The demonstration: its models only, on any free port of the loopback interface, remembering
    /// no request.
    public static Builder demo() {
        return new Builder();
    }

    /// For tests: demonstration and fault models, remembering requests.
    public static Builder faulty() {
        return new Builder().faults(true).requestsKept(REQUESTS_KEPT_FOR_TESTS);
    }

    /// Collects options; each method changes the one it is named after.
    public static final class Builder {
        private String host = "127.0.0.1";
        private int port;
        private long seed = 1;
        private boolean demoModels = true;
        private boolean faults;
        private List<String> extraModels = List.of();
        private Optional<String> requiredKey = Optional.empty();
        private Optional<Path> bookFile = Optional.empty();
        private double speed = 1;
        private int requestsKept;
        private int eventLoops = 1;
        private int capacity = Integer.MAX_VALUE;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /// See [LocalUpstreamOptions#host].
        public Builder host(String value) {
            host = value;
            return this;
        }

        /// See [LocalUpstreamOptions#port].
        public Builder port(int value) {
            port = value;
            return this;
        }

        /// See [LocalUpstreamOptions#seed].
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /// See [LocalUpstreamOptions#demoModels].
        public Builder demoModels(boolean value) {
            demoModels = value;
            return this;
        }

        /// See [LocalUpstreamOptions#faults].
        public Builder faults(boolean value) {
            faults = value;
            return this;
        }

        /// See [LocalUpstreamOptions#extraModels].
        public Builder extraModels(String... ids) {
            extraModels = List.of(ids);
            return this;
        }

        /// See [LocalUpstreamOptions#requiredKey].
        public Builder requiredKey(String key) {
            requiredKey = Optional.of(key);
            return this;
        }

        /// See [LocalUpstreamOptions#bookFile].
        public Builder bookFile(Path file) {
            bookFile = Optional.of(file);
            return this;
        }

        /// See [LocalUpstreamOptions#speed].
        public Builder speed(double value) {
            speed = value;
            return this;
        }

        /// See [LocalUpstreamOptions#requestsKept].
        public Builder requestsKept(int value) {
            requestsKept = value;
            return this;
        }

        /// See [LocalUpstreamOptions#eventLoops].
        public Builder eventLoops(int value) {
            eventLoops = value;
            return this;
        }

        /// See [LocalUpstreamOptions#capacity].
        public Builder capacity(int value) {
            capacity = value;
            return this;
        }

        /// See [LocalUpstreamOptions#clock].
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /// The options collected so far.
        ///
        /// @throws IllegalArgumentException if one is out of range
        public LocalUpstreamOptions build() {
            return new LocalUpstreamOptions(
                    host,
                    port,
                    seed,
                    demoModels,
                    faults,
                    extraModels,
                    requiredKey,
                    bookFile,
                    speed,
                    requestsKept,
                    eventLoops,
                    capacity,
                    clock);
        }
    }
}
