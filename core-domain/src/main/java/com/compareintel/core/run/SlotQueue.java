package com.compareintel.core.run;

import com.compareintel.core.Confined;
import com.compareintel.core.catalogue.ModelId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The calls that wait for a slot. Strictly by [Precedence]; within one the accounts take turns,
/// and within an account it is first come, first served. A call that may not go, since its model is
/// paused, holds up none behind it. Owned by whoever holds the slots' lock.
@Confined
final class SlotQueue {
    private final Map<Precedence, SequencedMap<String, Deque<Waiting>>> classes =
            new EnumMap<>(Precedence.class);
    private final Map<Precedence, Integer> sizes = new EnumMap<>(Precedence.class);
    private final Map<Object, Waiting> places = new HashMap<>();

    /// A call that waits.
    ///
    /// @param ticket distinguishes it from all others
    /// @param outputTokens the most it may answer with
    /// @param granted told when it may go; must return at once
    record Waiting(Object ticket, Line line, ModelId model, long outputTokens, Runnable granted) {}

    SlotQueue() {
        for (Precedence precedence : Precedence.values()) {
            classes.put(precedence, new LinkedHashMap<>());
            sizes.put(precedence, 0);
        }
    }

    int size() {
        return places.size();
    }

    int size(Precedence precedence) {
        Integer size = sizes.get(precedence);
        return size == null ? 0 : size;
    }

    /// How many wait of this class and those before it.
    int sizeUpTo(Precedence last) {
        int size = 0;
        for (Precedence precedence : Precedence.values()) {
            if (precedence.compareTo(last) <= 0) {
                size += size(precedence);
            }
        }
        return size;
    }

    /// Puts a call at the end of its account's line, or before all others there if it was at the
    /// provider already and has to go again.
    void add(Waiting call, boolean again) {
        if (places.putIfAbsent(call.ticket(), call) != null) {
            throw new IllegalStateException("waits already: " + call.ticket());
        }
        Deque<Waiting> line =
                accounts(call.line().precedence())
                        .computeIfAbsent(call.line().account(), account -> new ArrayDeque<>());
        if (again) {
            line.addFirst(call);
        } else {
            line.addLast(call);
        }
        sizes.merge(call.line().precedence(), 1, Integer::sum);
    }

    /// Whose turn it is among those that may go.
    Optional<Waiting> first(Predicate<Precedence> open, Predicate<Waiting> mayGo) {
        for (Precedence precedence : Precedence.values()) {
            if (size(precedence) > 0 && open.test(precedence)) {
                for (Deque<Waiting> line : accounts(precedence).values()) {
                    for (Waiting call : line) {
                        if (mayGo.test(call)) {
                            return Optional.of(call);
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// Takes out the call whose turn it was; its account's next turn comes after all others'.
    void serve(Waiting call) {
        remove(call.ticket());
        SequencedMap<String, Deque<Waiting>> accounts = accounts(call.line().precedence());
        Deque<Waiting> line = accounts.get(call.line().account());
        if (line != null) {
            accounts.putLast(call.line().account(), line);
        }
    }

    /// Takes a call out if it waits.
    void remove(Object ticket) {
        Waiting call = places.remove(ticket);
        if (call == null) {
            return;
        }
        Line at = call.line();
        Deque<Waiting> line = accounts(at.precedence()).get(at.account());
        if (line != null) {
            line.remove(call);
            if (line.isEmpty()) {
                accounts(at.precedence()).remove(at.account());
            }
        }
        sizes.merge(at.precedence(), -1, Integer::sum);
    }

    /// How many turns it takes until a waiting call has its own, itself included, if nobody else
    /// comes or goes: 0 if it does not wait.
    int positionOf(Object ticket) {
        Waiting call = places.get(ticket);
        if (call == null) {
            return 0;
        }
        Precedence own = call.line().precedence();
        int before = sizeUpTo(own) - size(own);
        int rank = rankIn(accounts(own).get(call.line().account()), call);
        int rounds = rank;
        for (Map.Entry<String, Deque<Waiting>> other : accounts(own).entrySet()) {
            if (other.getKey().equals(call.line().account())) {
                rounds = rank - 1;
            } else {
                before += Math.min(other.getValue().size(), rounds);
            }
        }
        return before + rank;
    }

    private static int rankIn(@Nullable Deque<Waiting> line, Waiting call) {
        int rank = 0;
        if (line != null) {
            for (Waiting other : line) {
                rank++;
                if (other.ticket().equals(call.ticket())) {
                    break;
                }
            }
        }
        return rank;
    }

    private SequencedMap<String, Deque<Waiting>> accounts(Precedence precedence) {
        SequencedMap<String, Deque<Waiting>> accounts = classes.get(precedence);
        if (accounts == null) {
            throw new IllegalStateException("no such class: " + precedence);
        }
        return accounts;
    }
}
