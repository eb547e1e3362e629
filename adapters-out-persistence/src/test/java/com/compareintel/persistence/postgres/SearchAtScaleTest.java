package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.ConversationCap;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.conversation.Conversation;
import com.compareintel.core.conversation.ConversationState;
import com.compareintel.core.conversation.Conversations;
import com.compareintel.core.conversation.Listing;
import com.compareintel.core.conversation.Search;
import com.compareintel.core.conversation.Shelf;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How searching goes with many turns: few, or as many as `-Dsearch.turns=1000000` says. Half of
/// them are one account's, the rest is shared by 99 others. Words are as frequent as in a language:
/// the most frequent one is in nearly every text, most are in few.
class SearchAtScaleTest {
    private static final int TURNS = Integer.getInteger("search.turns", 2_000);
    private static final int TURNS_EACH = 5;
    private static final int ACCOUNTS = 100;
    private static final int ROUNDS = 40;
    private static final Duration SOON = Duration.ofMillis(300);

    private static final List<Owner> OWNERS =
            Stream.generate(() -> (Owner) new Owner.Account(new AccountId(UUID.randomUUID())))
                    .limit(ACCOUNTS)
                    .toList();

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @BeforeAll
    static void load() throws SQLException {
        Fixture.clear();
        long begun = System.nanoTime();
        try (Connection connection = Fixture.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET maintenance_work_mem = '512MB'");
            statement.execute("DROP INDEX conversation_texts_by_words");
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            """
                            INSERT INTO conversations (id, owner_key, title, created_at, last_activity_at)
                            SELECT gen_random_uuid(),
                                (?::text[])[CASE WHEN n % 2 = 0 THEN 1 ELSE 2 + n / 2 % ? END],
                                'Number ' || n, at, at
                            FROM generate_series(1, ?) AS n,
                                LATERAL (SELECT now() + n * interval '1 second' AS at) AS moment
                            """)) {
                insert.setArray(
                        1,
                        connection.createArrayOf(
                                "text", OWNERS.stream().map(Owner::key).toArray()));
                insert.setInt(2, ACCOUNTS - 1);
                insert.setInt(3, TURNS / TURNS_EACH);
                insert.execute();
            }
            // A title of 5 words; in each turn a prompt of 15 and two answers of 60.
            statement.execute(
                    """
                    INSERT INTO conversation_texts (conversation_id, comparison_id, model, words)
                    SELECT conversations.id, turn, model, owned_words(owner_key, ARRAY(
                        SELECT translate(floor(20000 * power(random(), 4))::int::text,
                                         '0123456789', 'aeioubdgkm')
                        FROM generate_series(1, length + 0 * length(title))))
                    FROM conversations,
                        LATERAL (SELECT NULL::uuid AS turn, NULL AS model, 5 AS length
                                 UNION ALL
                                 SELECT gen_random_uuid(), model, length
                                 FROM generate_series(1, %d),
                                    (VALUES (NULL, 15), ('a/one', 60), ('b/two', 60))
                                        AS text (model, length)) AS texts
                    """
                            .formatted(TURNS_EACH));
            statement.execute(
                    "CREATE INDEX conversation_texts_by_words ON conversation_texts"
                            + " USING gin (words) WITH (gin_pending_list_limit = 512)");
            statement.execute("VACUUM ANALYZE");
        }
        System.out.printf("%,d turns loaded in %,d ms%n", TURNS, millisSince(begun));
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    private static String word(int n) {
        StringBuilder word = new StringBuilder();
        for (char digit : Integer.toString(n).toCharArray()) {
            word.append("aeioubdgkm".charAt(digit - '0'));
        }
        return word.toString();
    }

    /// A kind of search, from what comes into a field while somebody types to what is nowhere.
    private enum Kind {
        COMMON,
        TWO_COMMON,
        MIDDLING,
        RARE,
        RARE_AND_COMMON,
        RARE_AND_LETTER,
        LETTER,
        NOWHERE
    }

    private String query(Kind kind) {
        String common = word(random.nextInt(3));
        String rare = word(15_000 + random.nextInt(5_000));
        return switch (kind) {
            case COMMON -> common;
            case TWO_COMMON -> common + " " + word(3 + random.nextInt(10));
            case MIDDLING -> word(200 + random.nextInt(2_000));
            case RARE -> rare;
            case RARE_AND_COMMON -> rare + " " + common + "x" + common;
            case RARE_AND_LETTER -> rare + " " + rare.charAt(0);
            case LETTER -> "aeioubdgkm".charAt(random.nextInt(10)) + "";
            case NOWHERE -> "zzz" + random.nextInt(1_000);
        };
    }

    private static Listing listing(ConversationState state, String q) {
        return new Listing(state, Optional.of(Search.of(q)));
    }

    @Test
    void a_search_takes_less_than_300_ms_for_95_in_100() {
        System.out.println("search seed " + seed);
        Conversations conversations = Fixture.get(Conversations.class);
        Map<String, List<Long>> times = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Kind kind : Kind.values()) {
                for (ConversationState state : ConversationState.values()) {
                    boolean heavy = random.nextBoolean();
                    Owner owner = OWNERS.get(heavy ? 0 : 1 + random.nextInt(ACCOUNTS - 1));
                    Shelf shelf = new Shelf(owner, new ConversationCap(80));
                    Listing listing = listing(state, query(kind));
                    long begun = System.nanoTime();
                    conversations.list(shelf, listing, Optional.empty(), 21);
                    String name = kind + " " + state + (heavy ? " of the one" : " of another");
                    times.computeIfAbsent(name, n -> new ArrayList<>())
                            .add(System.nanoTime() - begun);
                }
            }
        }

        times.forEach((kind, nanos) -> System.out.println(kind + ": " + summary(nanos)));
        List<Long> all = times.values().stream().flatMap(List::stream).toList();
        System.out.println("all: " + summary(all));
        assertThat(percentile(all, 95)).isLessThan(SOON.toNanos());
    }

    @Test
    void being_searchable_costs_those_who_write_little() {
        Comparisons comparisons = Fixture.get(Comparisons.class);
        Costs searchable = new Costs();
        Costs plain = new Costs();
        for (int round = 0; round < 2 * ROUNDS; round++) {
            boolean kept = round % 2 == 0;
            Draft draft = Draft.of(Samples.account(100)).asking(text(15)).of("a/one");
            NewComparison comparison = (kept ? draft.inNewConversation("Tides") : draft).build();
            AnswerEnding ending = Samples.completed("a/one", text(400), "0.01");

            long begun = System.nanoTime();
            comparisons.admit(comparison);
            long admitted = System.nanoTime();
            comparisons.record(comparison.fence(), ending);
            long ended = System.nanoTime();

            Costs costs = kept ? searchable : plain;
            costs.admissions.add(admitted - begun);
            costs.endings.add(ended - admitted);
        }

        System.out.println("searchable: " + searchable);
        System.out.println("otherwise: " + plain);
        long tenth = SOON.toNanos() / 10;
        assertThat(percentile(searchable.admissions, 50))
                .isLessThan(percentile(plain.admissions, 50) + tenth);
        assertThat(percentile(searchable.endings, 50))
                .isLessThan(percentile(plain.endings, 50) + tenth);
    }

    /// What admissions and endings took.
    private record Costs(List<Long> admissions, List<Long> endings) {
        Costs() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        @Override
        public String toString() {
            return "median %.1f ms for an admission, %.1f ms for an ending"
                    .formatted(percentile(admissions, 50) / 1e6, percentile(endings, 50) / 1e6);
        }
    }

    private String text(int words) {
        return Stream.generate(() -> word((int) (20_000 * Math.pow(random.nextDouble(), 4))))
                .limit(words)
                .collect(Collectors.joining(" "));
    }

    private static String summary(List<Long> nanos) {
        return "%d searches, median %.1f ms, p95 %.1f ms, longest %.1f ms"
                .formatted(
                        nanos.size(),
                        percentile(nanos, 50) / 1e6,
                        percentile(nanos, 95) / 1e6,
                        percentile(nanos, 100) / 1e6);
    }

    private static long percentile(List<Long> values, int percent) {
        long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[Math.ceilDiv(sorted.length * percent, 100) - 1];
    }

    @Test
    void reading_ahead_and_asking_the_index_find_the_same() {
        System.out.println("search seed " + seed);
        for (Kind kind : Kind.values()) {
            for (int round = 0; round < 3; round++) {
                for (ConversationState state : ConversationState.values()) {
                    Shelf shelf = new Shelf(OWNERS.get(1), new ConversationCap(3));
                    Listing listing = listing(state, query(kind));
                    List<List<Conversation>> found =
                            Arrays.stream(new int[] {1, 20, 1_000_000})
                                    .mapToObj(ahead ->
                                            new ConversationList(
                                                            Fixture.get(Database.class),
                                                            shelf,
                                                            listing,
                                                            Optional.empty(),
                                                            5,
                                                            ahead)
                                                    .read()
                                                    .conversations())
                                    .distinct()
                                    .toList();

                    assertThat(found).as(listing.toString()).hasSize(1);
                }
            }
        }
    }
}
