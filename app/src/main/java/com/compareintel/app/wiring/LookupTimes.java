package com.compareintel.app.wiring;

import com.compareintel.core.run.LookUpCosts.Patience;
import java.time.Duration;

/// When costs that no stream told are looked up.
///
/// @param search how often to look whether one is due
/// @param patience how long to wait for one
public record LookupTimes(Duration search, Patience patience) {
    private static final Duration STANDARD_SEARCH = Duration.ofSeconds(2);

    static LookupTimes read(Settings settings) {
        Patience standard = Patience.STANDARD;
        return new LookupTimes(
                settings.duration("lookups.search", STANDARD_SEARCH),
                new Patience(
                        settings.duration("lookups.first-pause", standard.first()),
                        settings.duration("lookups.longest-pause", standard.longest()),
                        settings.duration("lookups.give-up-after", standard.limit())));
    }
}
