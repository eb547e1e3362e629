package com.compareintel.http.ratelimit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a List of Strings with Integer parameters as RFC 9651 has it, and nothing else: what of
/// structured fields the rate limit fields are made of.
final class StructuredList {
    private static final int LONGEST_INTEGER = 15;

    private final String text;
    private int at;

    private StructuredList(String text) {
        this.text = text;
    }

    /// A member of the list.
    record Item(String value, Map<String, Long> parameters) {
        /// A parameter that must be there.
        long of(String parameter) {
            Long value = parameters.get(parameter);
            if (value == null) {
                throw new AssertionError("no " + parameter + " in " + this);
            }
            return value;
        }
    }

    /// The members of a field.
    ///
    /// @throws IllegalArgumentException if it is not such a list
    static List<Item> parse(String field) {
        StructuredList list = new StructuredList(field);
        list.skip(" ");
        List<Item> items = new ArrayList<>();
        while (list.more()) {
            items.add(list.item());
            list.skip(" \t");
            if (list.more()) {
                list.expect(',');
                list.skip(" \t");
                list.demand(list.more(), "something behind the comma");
            }
        }
        return items;
    }

    private Item item() {
        String value = string();
        Map<String, Long> parameters = new LinkedHashMap<>();
        while (more() && text.charAt(at) == ';') {
            at++;
            skip(" ");
            String key = key();
            expect('=');
            parameters.put(key, integer());
        }
        return new Item(value, parameters);
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return value.toString();
            }
            if (c == '\\') {
                c = next();
                demand(c == '"' || c == '\\', "something escaped");
            } else {
                demand(c >= 0x20 && c < 0x7f, "a printable character");
            }
            value.append(c);
        }
    }

    private String key() {
        int from = at;
        demand(more() && (isLower(text.charAt(at)) || text.charAt(at) == '*'), "a key");
        while (more() && isOfKey(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isOfKey(char c) {
        return isLower(c) || isDigit(c) || "_-.*".indexOf(c) >= 0;
    }

    private long integer() {
        int from = at;
        if (more() && text.charAt(at) == '-') {
            at++;
        }
        int digits = at;
        while (more() && isDigit(text.charAt(at))) {
            at++;
        }
        demand(at > digits && at - digits <= LONGEST_INTEGER, "an integer");
        return Long.parseLong(text.substring(from, at));
    }

    private boolean more() {
        return at < text.length();
    }

    private char next() {
        demand(more(), "more");
        return text.charAt(at++);
    }

    private void expect(char expected) {
        demand(more() && text.charAt(at) == expected, "'" + expected + "'");
        at++;
    }

    private void skip(String characters) {
        while (more() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void demand(boolean fulfilled, String wanted) {
        if (!fulfilled) {
            throw new IllegalArgumentException(wanted + " expected at " + at + " of " + text);
        }
    }
}
