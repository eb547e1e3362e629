package com.compareintel.app;

import com.compareintel.http.contract.SecretForms;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What must be read in no log and in no metric of any product that the tests of this JVM run:
/// whatever looks like a secret, and whatever a test said to be one. Thread-safe.
public final class Canaries {
    /// So many are looked for in each line.
    private static final int MOST = 1_000;

    /// Anything shorter is found by chance.
    private static final int LEAST_LENGTH = 12;

    private static final Set<String> SECRETS = ConcurrentHashMap.newKeySet();
    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    private Canaries() {}

    /// Looks out for this too, wherever it turns up from now on.
    public static void add(String secret) {
        if (secret.length() >= LEAST_LENGTH && SECRETS.size() < MOST) {
            SECRETS.add(secret);
        }
    }

    /// Looks at what was written.
    ///
    /// @param where for whoever is told of what was found
    static void look(String where, String text) {
        SecretForms.in(text).ifPresent(form -> FOUND.add(form + " in " + where + ": " + text));
        SECRETS.stream()
                .filter(text::contains)
                .forEach(secret -> FOUND.add(secret + " in " + where + ": " + text));
    }

    /// What was found since this was last asked.
    static List<String> found() {
        List<String> found = new ArrayList<>();
        for (String each = FOUND.poll(); each != null; each = FOUND.poll()) {
            found.add(each);
        }
        return found;
    }
}
