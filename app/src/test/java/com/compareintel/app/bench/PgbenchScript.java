package com.compareintel.app.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A transaction that PostgreSQL has logged, statement by statement with its arguments, as a script
/// for pgbench: the same statements in as many round trips. So the two cannot drift apart, whatever
/// becomes of the product's.
///
/// @param text the script
/// @param variables what it is run with: the arguments that are the same each time
record PgbenchScript(String text, Map<String, String> variables) {
    /// The beginning of a message in the server's log; other lines go on with the one before.
    private static final Pattern MESSAGE = Pattern.compile("\\S+ \\S+ \\S+ \\[(\\d+)] (\\w+):  ");

    private static final Pattern EXECUTED = Pattern.compile("execute [^:]*: ");
    private static final Pattern ARGUMENT =
            Pattern.compile("\\$(\\d+) = (?:NULL|'((?:[^']|'')*)')");
    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)(::)?");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /// A statement with its arguments, of which some may be null.
    private record Statement(String sql, Map<String, Optional<String>> arguments) {
        boolean names(String text) {
            return arguments.values().stream().anyMatch(value -> value.orElse("").contains(text));
        }
    }

    /// The transaction in which this text was an argument; empty if none was logged to its end.
    ///
    /// @param head what pgbench does before each transaction
    /// @param fresh what the arguments contain that is another each time, and the SQL that makes a
    ///   text of it from what `head` sets
    /// @param trip how the statement begins with which the second round trip does
    static Optional<PgbenchScript> of(
            List<String> log, String text, String head, Map<String, String> fresh, String trip) {
        return transaction(log, text).map(statements -> script(statements, head, fresh, trip));
    }

    private static Optional<List<Statement>> transaction(List<String> log, String text) {
        Map<String, List<Statement>> open = new HashMap<>();
        for (String message : messages(log)) {
            Matcher begins = MESSAGE.matcher(message);
            if (!begins.lookingAt()) {
                continue;
            }
            List<Statement> ours = open.computeIfAbsent(begins.group(1), any -> new ArrayList<>());
            String rest = message.substring(begins.end());
            Matcher executed = EXECUTED.matcher(rest);
            if (begins.group(2).equals("DETAIL") && !ours.isEmpty()) {
                ours.getLast().arguments().putAll(arguments(rest));
            } else if (begins.group(2).equals("LOG") && executed.lookingAt()) {
                String sql = rest.substring(executed.end()).strip();
                if (sql.equals("BEGIN")) {
                    ours.clear();
                }
                ours.add(new Statement(sql, new LinkedHashMap<>()));
                if (sql.equals("COMMIT") && ours.stream().anyMatch(each -> each.names(text))) {
                    return Optional.of(ours);
                }
            }
        }
        return Optional.empty();
    }

    /// Lines that begin with a tab go on with the message before.
    private static List<String> messages(List<String> lines) {
        List<String> messages = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("\t") && !messages.isEmpty()) {
                messages.add(messages.removeLast() + "\n" + line.substring(1));
            } else {
                messages.add(line);
            }
        }
        return messages;
    }

    private static Map<String, Optional<String>> arguments(String detail) {
        Map<String, Optional<String>> arguments = new LinkedHashMap<>();
        ARGUMENT.matcher(detail)
                .results()
                .forEach(found ->
                        arguments.put(
                                found.group(1),
                                Optional.ofNullable(found.group(2))
                                        .map(value -> value.replace("''", "'"))));
        return arguments;
    }

    private static PgbenchScript script(
            List<Statement> statements, String head, Map<String, String> fresh, String trip) {
        StringBuilder text = new StringBuilder(head).append("\\startpipeline\n");
        Map<String, String> variables = new LinkedHashMap<>();
        boolean second = false;
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            if (!second && statement.sql().startsWith(trip)) {
                second = true;
                text.append("\\endpipeline\n\\startpipeline\n");
            }
            String prefix = "s" + i + "_";
            statement
                    .arguments()
                    .forEach((number, value) ->
                            value.ifPresent(given -> variables.put(prefix + number, given)));
            text.append(
                            PLACE.matcher(statement.sql())
                                    .replaceAll(place ->
                                            Matcher.quoteReplacement(
                                                    argument(statement, place, prefix, fresh))))
                    .append(";\n");
        }
        return new PgbenchScript(text.append("\\endpipeline\n").toString(), variables);
    }

    private static String argument(
            Statement statement, MatchResult place, String prefix, Map<String, String> fresh) {
        String cast = Optional.ofNullable(place.group(2)).orElse("");
        Optional<String> value =
                statement.arguments().getOrDefault(place.group(1), Optional.empty());
        if (value.isEmpty()) {
            return "NULL" + cast;
        }
        String variable = ":" + prefix + place.group(1);
        String made = variable;
        for (Map.Entry<String, String> each : fresh.entrySet()) {
            if (value.get().contains(each.getKey())) {
                made = "replace(%s, '%s', %s)".formatted(made, each.getKey(), each.getValue());
            }
        }
        boolean typed = !cast.isEmpty() || made.equals(variable);
        return made + (typed ? cast : typeOf(value.get()));
    }

    /// Of what is no longer an argument that takes the type of its place.
    private static String typeOf(String value) {
        if (UUID.matcher(value).matches()) {
            return "::uuid";
        }
        return value.startsWith("{") ? "::text[]" : "";
    }

    /// How many statements it has.
    long statements() {
        return text.lines().filter(line -> line.endsWith(";")).count();
    }
}
