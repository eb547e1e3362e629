package com.compareintel.app.security;

import com.compareintel.core.account.Scope;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One operation of the contract: who may use it, and how it is asked. Things stand in its texts as
/// `{COMPARISON}`; one that may be left out, as `{EVENT?}`, is, unless somebody tries one.
final class Rule {
    /// A thing, and whether it may be left out.
    private static final Pattern PLACE = Pattern.compile("\\{([A-Z_]+)(\\??)}");

    private final String operation;
    private final Set<Scope> scopes;
    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String pathId = "";
    private String body = "";
    private int ownersStatus;
    private boolean entrance;
    private boolean desk;

    private Rule(String operation, Set<Scope> scopes) {
        this.operation = operation;
        this.scopes = scopes;
    }

    /// An operation that an API key needs any one of these scopes for.
    static Rule of(String operation, Scope... scopes) {
        return new Rule(operation, Set.of(scopes));
    }

    /// An operation that asks for no credential.
    static Rule open(String operation) {
        return new Rule(operation, Set.of());
    }

    /// An operation for whatever key.
    static Rule any(String operation) {
        return new Rule(operation, EnumSet.allOf(Scope.class));
    }

    /// What stands for `{id}` in its path.
    Rule id(String text) {
        pathId = text;
        return this;
    }

    Rule query(String name, String text) {
        query.put(name, text);
        return this;
    }

    Rule header(String name, String text) {
        headers.put(name, text);
        return this;
    }

    Rule body(String text) {
        body = text;
        return this;
    }

    /// How the owner is answered, where that is no success: its thing is known, and in the way, or
    /// the request is a guess whoever sends it.
    Rule ownersStatus(int status) {
        ownersStatus = status;
        return this;
    }

    /// An operation that looks at what a request says and not at who says it.
    Rule entrance() {
        entrance = true;
        return this;
    }

    /// An operation of the operator's desk, whose owner stands in for the owner of what it names.
    Rule desk() {
        desk = true;
        return this;
    }

    boolean isDesk() {
        return desk;
    }

    String operation() {
        return operation;
    }

    String method() {
        return operation.substring(0, operation.indexOf(' '));
    }

    Set<Scope> scopes() {
        return scopes;
    }

    /// Whether it asks for no credential.
    boolean isOpen() {
        return scopes.isEmpty();
    }

    boolean isEntrance() {
        return entrance;
    }

    /// Whether the owner is answered as it should be.
    boolean isRight(int status) {
        return ownersStatus == 0 ? status < 300 : status == ownersStatus;
    }

    /// The body as it stands here, with places for things.
    String body() {
        return body;
    }

    /// The text of an input in this rule; empty if it is left out.
    Optional<String> text(String in, String name) {
        return switch (in) {
            case "path" -> Optional.of(pathId).filter(text -> !text.isEmpty());
            case "query" -> Optional.ofNullable(query.get(name));
            case "header" -> Optional.ofNullable(headers.get(name));
            default -> property(name);
        };
    }

    private Optional<String> property(String name) {
        var found = Fill.json(body).at("/" + name.replace('.', '/'));
        return found.isMissingNode() ? Optional.empty() : Optional.of(found.asText());
    }

    /// All things that stand in it.
    Set<Thing> things() {
        Set<Thing> things = new LinkedHashSet<>();
        for (String text : texts()) {
            Matcher place = PLACE.matcher(text);
            while (place.find()) {
                things.add(Thing.valueOf(place.group(1)));
            }
        }
        return things;
    }

    private List<String> texts() {
        Set<String> texts = new LinkedHashSet<>(List.of(pathId, body));
        texts.addAll(query.values());
        texts.addAll(headers.values());
        return List.copyOf(texts);
    }

    /// The request in which these things stand.
    Sent sent(Fill things) {
        String path = operation.substring(operation.indexOf(' ') + 1);
        String target = path.replace("{id}", things.in(pathId).orElse(""));
        StringBuilder asked = new StringBuilder();
        query.forEach((name, value) ->
                things.in(value)
                        .ifPresent(known ->
                                asked.append(asked.isEmpty() ? "?" : "&")
                                        .append(name)
                                        .append('=')
                                        .append(known)));
        Map<String, String> sent = new LinkedHashMap<>();
        headers.forEach((name, value) -> things.in(value).ifPresent(in -> sent.put(name, in)));
        return new Sent(method(), target + asked, sent, things.inJson(body));
    }

    @Override
    public String toString() {
        return operation;
    }
}
