import java.io.*;
import java.net.*;
import java.net.http.*;
import java.util.*;
import java.util.regex.*;
import java.util.stream.*;

/// Asks several models the same and prints their answers line by line while they stream. Needs a
/// JDK 21 or newer and nothing else: `java Compare.java PROMPT MODEL...`
///
/// COMPARE_INTEL_URL says where the service is, COMPARE_INTEL_KEY who asks; without a key a visitor's
/// cookie does, for as long as this runs.
public class Compare {
    static final String BASE = System.getenv().getOrDefault("COMPARE_INTEL_URL", "http://127.0.0.1:8080");
    static final String SECRET = System.getenv("COMPARE_INTEL_KEY");
    static final Pattern TOKEN = Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[\\[\\]{}]|[^\\s,:\\[\\]{}]+");
    static final Pattern ESCAPE = Pattern.compile("\\\\(u\\p{XDigit}{4}|.)");
    static final Object END = new Object();
    static final Map<String, String> BEGUN = new HashMap<>();
    static String comparison, last, id, name, data;
    static boolean finished;

    public static void main(String[] args) throws Exception {
        if (args.length < 2) fail(2, "usage: java Compare.java PROMPT MODEL...");
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8"));
        String models = Stream.of(args).skip(1).map(Compare::quoted).collect(Collectors.joining(", "));
        String body = "{\"prompt\": " + quoted(args[0]) + ", \"models\": [" + models + "]}";
        String key = UUID.randomUUID().toString();
        var http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        for (int left = 9; !finished; left--) {
            var request = HttpRequest.newBuilder().header("Accept", "text/event-stream");
            if (SECRET != null) request.header("Authorization", "Bearer " + SECRET);
            if (comparison == null) {
                request.uri(URI.create(BASE + "/v1/comparisons")).header("Idempotency-Key", key)
                        .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
            } else {
                request.uri(URI.create(BASE + "/v1/comparisons/" + comparison + "/events")).header("Last-Event-ID", last);
            }
            long pause = 500;
            try {
                var response = http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
                int status = response.statusCode();
                if (status == 204) return;
                if (status == 200) {
                    left = 9;
                    name = data = null; // What broke off is told again.
                    response.body().forEach(Compare::line);
                } else {
                    String problem = response.body().collect(Collectors.joining("\n"));
                    if (status != 429 && status != 503 || left == 0) fail(1, status + " " + problem);
                    pause = 1000 * response.headers().firstValueAsLong("Retry-After").orElse(1);
                }
            } catch (IOException | UncheckedIOException cut) {
                if (left == 0) fail(1, "no connection to " + BASE + ": " + cut.getMessage());
            }
            if (!finished) Thread.sleep(pause);
        }
    }

    static void fail(int status, String why) {
        System.err.println(why);
        System.exit(status);
    }

    static void line(String line) {
        if (line.startsWith("id: ")) id = line.substring(4);
        else if (line.startsWith("event: ")) name = line.substring(7);
        else if (line.startsWith("data: ")) data = line.substring(6);
        else if (line.isEmpty() && data != null) {
            last = id;
            on(name, (Map<?, ?>) json(TOKEN.matcher(data)));
            name = data = null;
        }
    }

    static void on(String event, Map<?, ?> d) {
        String model = (String) d.get("model");
        switch (event) {
            case "comparison.started" -> System.out.println("comparison " + (comparison = (String) d.get("comparison_id")));
            case "answer.delta" -> say(model, (String) d.get("text"));
            case "answer.restarted" -> again(model, "once more: " + d.get("reason"));
            case "answer.completed" -> end(model, d.get("finish_reason") + ", US$ " + d.get("cost_usd"));
            case "answer.failed", "answer.cancelled" -> end(model, event.substring(7) + " " + d.get("message"));
            case "comparison.snapshot" -> ((List<?>) d.get("answers")).forEach(each -> snapshot((Map<?, ?>) each));
            case "comparison.finished" -> {
                finished = true;
                System.out.println("= " + d.get("status") + ": " + d.get("charged_credits") + " credits, US$ " + d.get("cost_usd")
                        + "; " + ((Map<?, ?>) d.get("credits")).get("remaining") + " credits left");
            }
            default -> {} // Additions are free.
        }
    }

    static void snapshot(Map<?, ?> answer) {
        String model = (String) answer.get("model"), status = (String) answer.get("status");
        again(model, "from the beginning");
        if (answer.get("text") != null) say(model, (String) answer.get("text"));
        if (!status.equals("queued") && !status.equals("running")) end(model, status);
    }

    static void say(String model, String text) {
        var lines = new ArrayList<>(List.of((BEGUN.getOrDefault(model, "") + text).split("\n", -1)));
        BEGUN.put(model, lines.removeLast());
        lines.forEach(line -> System.out.println(model + " | " + line));
    }

    static void end(String model, String how) {
        if (!BEGUN.getOrDefault(model, "").isEmpty()) say(model, "\n");
        System.out.println(model + " = " + how);
    }

    static void again(String model, String why) {
        BEGUN.put(model, "");
        System.out.println(model + " ! " + why);
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t") + '"';
    }

    /// Objects as maps, arrays as lists, strings; numbers and the like as they are written.
    static Object json(Matcher tokens) {
        tokens.find();
        String token = tokens.group();
        if (token.equals("{")) {
            var map = new HashMap<Object, Object>();
            for (Object name; (name = json(tokens)) != END; ) map.put(name, json(tokens));
            return map;
        } else if (token.equals("[")) {
            var list = new ArrayList<Object>();
            for (Object item; (item = json(tokens)) != END; ) list.add(item);
            return list;
        } else if (token.startsWith("\"")) {
            String text = token.substring(1, token.length() - 1);
            return ESCAPE.matcher(text).replaceAll(e -> Matcher.quoteReplacement(unescaped(e.group(1))));
        }
        return "}]".contains(token) ? END : token.equals("null") ? null : token;
    }

    static String unescaped(String code) {
        if (code.length() > 1) return "" + (char) Integer.parseInt(code.substring(1), 16);
        int control = "nrtbf".indexOf(code);
        return control < 0 ? code : "" + "\n\r\t\b\f".charAt(control);
    }
}
