import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a number of users needs: `java docs/capacity/Capacity.java --users 10000`. Needs a JDK and
/// nothing else. Every option has a default; `--help` names them. What it reckons with was measured,
/// and `docs/capacity.md` says how.
public final class Capacity {
    private Capacity() {}

    /// Prints the answer, or what is wrong with the question.
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(usage());
            return;
        }
        try {
            System.out.print(answer(arguments));
        } catch (IllegalArgumentException unclear) {
            System.err.println(unclear.getMessage());
            System.exit(2);
        }
    }

    /// What is asked: a name, a default, and what it means.
    enum Option {
        USERS("users", 1_000, "people who use it on one day"),
        ACTIVE("active", 10, "percent of them active in the busiest minutes"),
        COMPARISONS("comparisons", 0.3, "comparisons a minute of somebody active"),
        REQUESTS("requests", 2, "other requests a minute of somebody active"),
        DAILY("daily", 5, "comparisons a day of one user"),
        MODELS("models", 6, "models in a comparison"),
        INPUT("input", 500, "tokens that each model is sent, its history included"),
        OUTPUT("output", 500, "tokens that each model answers with"),
        PACE("pace", 50, "tokens a second that a model speaks"),
        WAIT("wait", 1, "seconds to a model's first token"),
        CHUNK("chunk", 1, "tokens that come at once"),
        LETTERS("letters", 4, "bytes of text to a token"),
        MONTHS("months", 12, "months of conversations kept"),
        USAGE("usage", 90, "days of the usage log kept in detail"),
        CORES("cores", 2, "processors of an instance"),
        LOAD("load", 50, "percent of its processors that an instance may use"),
        POOL("pool", 10, "database connections of an instance"),
        SLOTS("slots", 1_000, "streams that the provider gives an instance (slots.open)"),
        PROVIDER_REQUESTS("provider-requests", 0, "calls a minute the provider takes; 0 if unknown"),
        PROVIDER_TOKENS(
                "provider-tokens",
                2_000_000,
                "tokens a minute the provider takes, of all models; an assumption: ask yours");

        private final String word;
        private final double usual;
        private final String meaning;

        Option(String word, double usual, String meaning) {
            this.word = word;
            this.usual = usual;
            this.meaning = meaning;
        }
    }

    /// What one of each costs, as `docs/capacity.md` has it measured.
    ///
    /// @param comparison a comparison without its answers
    /// @param answer an answer without its chunks
    /// @param chunk a chunk of an answer
    /// @param second a comparison that is open for a second
    /// @param request any other request
    record Cost(double comparison, double answer, double chunk, double second, double request) {
        double of(Use use) {
            return comparison * use.comparisons()
                    + answer * use.answers()
                    + chunk * use.chunks()
                    + second * use.open()
                    + request * use.requests();
        }
    }

    /// What is done in a second.
    ///
    /// @param open comparisons at once
    record Use(double comparisons, double answers, double chunks, double open, double requests) {}

    /// Seconds of a processor, of the service and of PostgreSQL.
    static final Cost PRODUCT = new Cost(0.0068, 0.00039, 0.000033, 0, 0.00036);

    static final Cost DATABASE = new Cost(0.0061, 0.0011, 0.0000025, 0, 0.00046);

    /// Transactions of the database, and commands to Redis.
    static final Cost COMMITS = new Cost(2, 1, 0, 0, 2.4);

    static final Cost REDIS = new Cost(8.7, 0, 0, 0, 0);

    /// Transactions a second of an instance whatever it does: its journal, its leases, its chores.
    static final double COMMITS_ANYWAY = 11;

    /// Bytes that stay, rows and indexes; and each byte of text, itself and as words to be found by.
    static final double KEPT_COMPARISON = 2_900;

    static final double KEPT_ANSWER = 990;
    static final double KEPT_LETTER = 3.6;
    static final double USAGE_ROW = 350;

    /// MiB of an instance at rest, and KiB of an open comparison and of each of its streams.
    static final double AT_REST = 300;

    static final double OPEN_COMPARISON = 7;
    static final double OPEN_STREAM = 5;

    /// Where parts that are shared come to an end on ordinary machines: PostgreSQL's default
    /// `max_connections` less some for people, half of a core of Redis, and the processors that one
    /// PostgreSQL has.
    static final double CONNECTIONS = 90;

    static final double REDIS_COMMANDS = 50_000;
    static final double DATABASE_CORES = 8;

    /// What is needed in the busiest minutes.
    ///
    /// @param started comparisons begun in a second
    /// @param open comparisons open at once
    /// @param streams open at once, at the provider
    /// @param cores of processors for the service
    /// @param databaseCores the same for PostgreSQL
    /// @param memory MiB of an instance
    /// @param kept bytes of the database after the months it is kept for
    record Need(
            double started,
            double open,
            double streams,
            double cores,
            double databaseCores,
            double instances,
            double memory,
            double connections,
            double commits,
            double redis,
            double kept,
            double providerRequests,
            double providerTokens) {}

    static Need need(Map<Option, Double> asked) {
        double models = asked.get(Option.MODELS);
        double active = asked.get(Option.USERS) * asked.get(Option.ACTIVE) / 100;
        double started = active * asked.get(Option.COMPARISONS) / 60;
        double requests = active * asked.get(Option.REQUESTS) / 60;
        double seconds = asked.get(Option.WAIT) + asked.get(Option.OUTPUT) / asked.get(Option.PACE);
        double open = started * seconds;
        double answers = started * models;
        double chunks = answers * asked.get(Option.OUTPUT) / asked.get(Option.CHUNK);
        var use = new Use(started, answers, chunks, open, requests);
        double cores = PRODUCT.of(use);
        double instances =
                Math.max(
                        Math.ceil(cores / asked.get(Option.CORES) * 100 / asked.get(Option.LOAD)),
                        Math.ceil(open * models / asked.get(Option.SLOTS)));
        instances = Math.max(1, instances);
        double memory =
                AT_REST + open / instances * (OPEN_COMPARISON + models * OPEN_STREAM) / 1_024;
        return new Need(
                started,
                open,
                open * models,
                cores,
                DATABASE.of(use),
                instances,
                memory,
                instances * asked.get(Option.POOL),
                COMMITS.of(use) + instances * COMMITS_ANYWAY,
                REDIS.of(use),
                kept(asked),
                answers * 60,
                answers * 60 * (asked.get(Option.INPUT) + asked.get(Option.OUTPUT)));
    }

    private static double kept(Map<Option, Double> asked) {
        double models = asked.get(Option.MODELS);
        double daily = asked.get(Option.USERS) * asked.get(Option.DAILY);
        double text = asked.get(Option.OUTPUT) * asked.get(Option.LETTERS) * KEPT_LETTER;
        double turn = KEPT_COMPARISON + models * (KEPT_ANSWER + text);
        return daily * asked.get(Option.MONTHS) * 30.4 * turn
                + daily * asked.get(Option.USAGE) * (1 + models) * USAGE_ROW;
    }

    /// Something that ends at a number of users.
    ///
    /// @param limit how much of it there is
    record Wall(String what, double need, double limit, String then) {
        double users(double now) {
            return need == 0 ? Double.POSITIVE_INFINITY : now * limit / need;
        }
    }

    /// Nearest first.
    static List<Wall> walls(Map<Option, Double> asked) {
        Need need = need(asked);
        List<Wall> walls = new ArrayList<>();
        if (asked.get(Option.PROVIDER_TOKENS) > 0) {
            walls.add(
                    new Wall(
                            "the provider's tokens a minute",
                            need.providerTokens(),
                            asked.get(Option.PROVIDER_TOKENS),
                            "ask for more, or spread over providers"));
        }
        if (asked.get(Option.PROVIDER_REQUESTS) > 0) {
            walls.add(
                    new Wall(
                            "the provider's calls a minute",
                            need.providerRequests(),
                            asked.get(Option.PROVIDER_REQUESTS),
                            "ask for more, or spread over providers"));
        }
        walls.add(
                new Wall(
                        "one instance's streams (slots.open)",
                        need.streams(),
                        asked.get(Option.SLOTS),
                        "a second instance, or more slots if the provider has them"));
        walls.add(
                new Wall(
                        "one instance's processors",
                        need.cores(),
                        asked.get(Option.CORES) * asked.get(Option.LOAD) / 100,
                        "a second instance, with a database and a Redis that both share"));
        walls.add(
                new Wall(
                        "one PostgreSQL's connections",
                        connectionsOf(need, asked),
                        CONNECTIONS,
                        "PgBouncer in transaction mode, or a larger max_connections"));
        walls.add(
                new Wall(
                        "one PostgreSQL's processors",
                        need.databaseCores(),
                        DATABASE_CORES * asked.get(Option.LOAD) / 100,
                        "a larger machine for it"));
        walls.add(
                new Wall(
                        "one Redis", need.redis(), REDIS_COMMANDS, "a Redis for each group of users"));
        walls.sort(Comparator.comparingDouble(wall -> wall.users(asked.get(Option.USERS))));
        return walls;
    }

    /// Without rounding up to whole instances, so that it grows as users do.
    private static double connectionsOf(Need need, Map<Option, Double> asked) {
        double instances =
                Math.max(
                        need.cores() / asked.get(Option.CORES) * 100 / asked.get(Option.LOAD),
                        need.streams() / asked.get(Option.SLOTS));
        return instances * asked.get(Option.POOL);
    }

    /// The whole answer, as it is printed.
    ///
    /// @throws IllegalArgumentException if the question is not understood; the message says why
    public static String answer(String... arguments) {
        Map<Option, Double> asked = read(arguments);
        Need need = need(asked);
        var text = new StringBuilder();
        line(text, "comparisons", "%,.2f a second, %,.0f open at once", need.started(), need.open());
        line(text, "provider", "%,.0f tokens and %,.0f calls a minute, %,.0f streams at once",
                need.providerTokens(), need.providerRequests(), need.streams());
        line(text, "instances", "%,.0f of %,.0f processors, of which they use %,.2f in all",
                need.instances(), asked.get(Option.CORES), need.cores());
        line(text, "memory", "%,.0f MiB each", need.memory());
        line(text, "PostgreSQL", "%,.0f connections, %,.0f commits a second, %,.2f processors",
                need.connections(), need.commits(), need.databaseCores());
        line(text, "storage", "%,.1f GiB after %,.0f months", need.kept() / (1 << 30),
                asked.get(Option.MONTHS));
        line(text, "Redis", "%,.0f commands a second", need.redis());
        text.append("\nWalls, the nearest first:\n");
        for (Wall wall : walls(asked)) {
            line(text, people(wall.users(asked.get(Option.USERS))), "%s: %s", wall.what(), wall.then());
        }
        return text.toString();
    }

    private static String people(double users) {
        return Double.isInfinite(users) ? "never" : String.format(Locale.ROOT, "%,.0f users", users);
    }

    private static void line(StringBuilder text, String what, String form, Object... values) {
        text.append(String.format(Locale.ROOT, "  %-16s ", what))
                .append(String.format(Locale.ROOT, form, values))
                .append('\n');
    }

    /// Options by their words; those that are not named have their defaults.
    static Map<Option, Double> read(String... arguments) {
        Map<Option, Double> asked = new LinkedHashMap<>();
        for (Option option : Option.values()) {
            asked.put(option, option.usual);
        }
        for (int i = 0; i < arguments.length; i += 2) {
            Option option = named(arguments[i]);
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a number");
            }
            asked.put(option, number(option, arguments[i + 1]));
        }
        return asked;
    }

    private static Option named(String argument) {
        for (Option option : Option.values()) {
            if (argument.equals("--" + option.word)) {
                return option;
            }
        }
        throw new IllegalArgumentException("not understood: " + argument + "\n" + usage());
    }

    private static double number(Option option, String word) {
        double number;
        try {
            number = Double.parseDouble(word);
        } catch (NumberFormatException no) {
            throw new IllegalArgumentException("--" + option.word + ": no number: " + word, no);
        }
        boolean mayBeNone =
                option.word.startsWith("provider-")
                        || option == Option.REQUESTS
                        || option == Option.WAIT;
        if (!Double.isFinite(number) || number < 0 || number == 0 && !mayBeNone) {
            throw new IllegalArgumentException("--" + option.word + ": too small or large: " + word);
        }
        return number;
    }

    private static String usage() {
        var text = new StringBuilder("java docs/capacity/Capacity.java [--OPTION NUMBER]…\n\n");
        for (Option option : Option.values()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  --%-18s %-10s %s%n",
                            option.word,
                            String.format(Locale.ROOT, option.usual % 1 == 0 ? "%.0f" : "%s", option.usual),
                            option.meaning));
        }
        return text.toString();
    }
}
