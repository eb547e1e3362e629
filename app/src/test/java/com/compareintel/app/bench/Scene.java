package com.compareintel.app.bench;

/// How the mock speaks from now on. It is set beside the calls: nothing in a request changes how it
/// is answered.
///
/// @param perSecond chunks of each call in a second
/// @param burst chunks in one write; those of a longer time come at once
/// @param splitOneIn one write in so many is torn in two, at any byte; 0 for none
/// @param limit chunks after which a call ends by itself
/// @param troubled whether the first model stalls, the second fails and the third is cut off
record Scene(double perSecond, int burst, int splitOneIn, int limit, boolean troubled) {
    static final int ENDLESS = Integer.MAX_VALUE;

    static Scene steady(double perSecond) {
        return new Scene(perSecond, 1, 8, ENDLESS, false);
    }

    /// As many in a second, so many at a time.
    static Scene bursts(double perSecond, int burst) {
        return new Scene(perSecond, burst, 8, ENDLESS, false);
    }

    Scene endingAfter(int chunks) {
        return new Scene(perSecond, burst, splitOneIn, chunks, troubled);
    }

    Scene inTrouble() {
        return new Scene(perSecond, burst, splitOneIn, limit, true);
    }

    long pauseNanos() {
        return (long) (burst * 1e9 / perSecond);
    }

    String query() {
        return perSecond + "," + burst + "," + splitOneIn + "," + limit + "," + troubled;
    }

    static Scene parse(String query) {
        String[] words = query.split(",", -1);
        return new Scene(
                Double.parseDouble(words[0]),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                Boolean.parseBoolean(words[4]));
    }
}
