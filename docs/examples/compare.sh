#!/bin/sh
# Asks several models the same and prints their answers line by line while they stream. Needs curl
# and the usual tools: compare.sh PROMPT MODEL...
# COMPARE_INTEL_URL says where the service is, COMPARE_INTEL_KEY who asks; without a key a visitor's
# cookie does, for as long as this runs.
set -eu
[ $# -ge 2 ] || { echo "usage: $0 PROMPT MODEL..." >&2; exit 2; }
base=${COMPARE_INTEL_URL:-http://127.0.0.1:8080}
secret=${COMPARE_INTEL_KEY:-}
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
key=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
comparison='' last='' finished=''
awk 'BEGIN {
    for (i = 1; i < ARGC; i++) {
        gsub(/\\/, "\\\\&", ARGV[i]); gsub(/"/, "\\\\\"", ARGV[i])
        gsub(/\n/, "\\\\n", ARGV[i]); gsub(/\t/, "\\\\t", ARGV[i])
        if (i > 1) models = models (i > 2 ? ", " : "") "\"" ARGV[i] "\""
    }
    printf "{\"prompt\": \"%s\", \"models\": [%s]}", ARGV[1], models
}' "$@" >"$dir/body"

# One request: the comparison while it is not known to have begun, later the rest of its events.
request() {
    if [ -z "$comparison" ]; then
        set -- --data-binary @"$dir/body" -H 'Content-Type: application/json' \
            -H "Idempotency-Key: $key" "$base/v1/comparisons"
    else
        set -- -H "Last-Event-ID: $last" "$base/v1/comparisons/$comparison/events"
    fi
    curl -sN -D "$dir/head" -b "$dir/cookies" -c "$dir/cookies" -H 'Accept: text/event-stream' \
        ${secret:+-H "Authorization: Bearer $secret"} "$@" | tee "$dir/part"
}

# All events over as many requests as it takes; "cut" stands where a stream broke off.
follow() {
    tries=0
    while [ "$tries" -lt 10 ] && [ -z "$finished" ]; do
        tries=$((tries + 1)) pause=1
        : >"$dir/head" && request
        case $(awk '/^HTTP/ { status = $2 } END { print status }' "$dir/head") in
            200) tries=0 ;;
            429 | 503) pause=$(tr -d '\r' <"$dir/head" | awk -F ': *' '
                tolower($1) == "retry-after" { wait = $2 } END { print wait + 0 ? wait : 1 }') ;;
            '') ;;
            *) cat "$dir/part" >&2; return ;;
        esac
        # Only what an empty line has completed counts.
        eval "$(awk -v last="$last" -v q="'" '
            /^id: / { id = substr($0, 5) }
            /^event: / { event = substr($0, 8) }
            /^$/ { if (id != "") last = id; if (event == "comparison.finished") done = 1; id = event = "" }
            END { gsub(q, "", last); print "last=" q last q " finished=" done }' "$dir/part")"
        [ -n "$comparison" ] || comparison=$(
            sed -n 's/^data: .*"comparison_id": *"\([^"]*\)".*/\1/p' "$dir/part" | head -n 1)
        printf 'cut\ncut\n'
        [ -n "$finished" ] || sleep "$pause"
    done
}

# One awk waits for whole blocks unless told otherwise.
case $(awk -W version 2>/dev/null </dev/null) in mawk*) now='-W interactive' ;; *) now='' ;; esac
# shellcheck disable=SC2086
follow | LC_ALL=C awk $now '
    BEGIN { ESC["n"] = "\n"; ESC["t"] = "\t"; ESC["r"] = "\r"; ESC["b"] = "\b"; ESC["f"] = "\f"; status = 1 }
    /^event: / { event = substr($0, 8) }
    /^data: / { data = substr($0, 7) }
    $0 == "cut" { event = data = "" }
    $0 == "" && data != "" { split("", V); S = data; P = 1; value(""); on(event); event = data = "" }
    END { exit status }
    # JSON: "answers.0.text." and the like in V
    function ws() { while (substr(S, P, 1) ~ /[ \t]/) P++ }
    function value(path,   c, n, name) {
        ws(); c = substr(S, P, 1)
        if (c == "\"") { V[path] = string(); return }
        if (c != "{" && c != "[") { match(substr(S, P), /^[^],} \t]+/); V[path] = substr(S, P, RLENGTH); P += RLENGTH; return }
        P++; ws()
        for (n = 0; substr(S, P, 1) !~ /^[]}]?$/; n++) {
            name = n; if (c == "{") { name = string(); ws(); P++ }
            value(path name "."); ws(); if (substr(S, P, 1) == ",") P++; ws()
        }
        P++; V[path "length"] = n
    }
    function string(   out, c) {
        for (P++; (c = substr(S, P, 1)) !~ /^"?$/; ) {
            if (c == "\\") { c = substr(S, P + 1, 1); P += 2; out = out (c == "u" ? utf8() : c in ESC ? ESC[c] : c) }
            else { match(substr(S, P), /^[^"\\]+/); out = out substr(S, P, RLENGTH); P += RLENGTH }
        }
        P++; return out
    }
    function hex(   i, n) { for (i = 0; i < 4; i++) n = n * 16 + index("123456789abcdef", tolower(substr(S, P++, 1))); return n }
    function utf8(   n) {
        n = hex(); if (n >= 55296 && n < 56320) { P += 2; n = 65536 + (n - 55296) * 1024 + hex() - 56320 }
        if (n < 128) return sprintf("%c", n)
        if (n < 2048) return sprintf("%c", 192 + int(n / 64)) tail(n)
        if (n < 65536) return sprintf("%c", 224 + int(n / 4096)) tail(n / 64) tail(n)
        return sprintf("%c", 240 + int(n / 262144)) tail(n / 4096) tail(n / 64) tail(n)
    }
    function tail(n) { return sprintf("%c", 128 + int(n) % 64) }
    function say(m, text,   i) {
        LINE[m] = LINE[m] text
        while ((i = index(LINE[m], "\n")) > 0) { print m " | " substr(LINE[m], 1, i - 1); LINE[m] = substr(LINE[m], i + 1) }
    }
    function end(m, how) { if (LINE[m] != "") say(m, "\n"); print m " = " how }
    function again(m, why) { LINE[m] = ""; print m " ! " why }
    function on(event,   m, i) {
        m = V["model."]
        if (event == "comparison.started") print "comparison " V["comparison_id."]
        if (event == "answer.delta") say(m, V["text."])
        if (event == "answer.restarted") again(m, "once more: " V["reason."])
        if (event == "answer.completed") end(m, V["finish_reason."] ", US$ " V["cost_usd."])
        if (event ~ /answer.(failed|cancelled)/) end(m, substr(event, 8) " " V["message."])
        if (event == "comparison.snapshot") for (i = 0; i < V["answers.length"]; i++) {
            m = V["answers." i ".model."]; again(m, "from the beginning"); say(m, V["answers." i ".text."])
            if (V["answers." i ".status."] !~ /queued|running/) end(m, V["answers." i ".status."])
        }
        if (event == "comparison.finished") status = 0
        if (!status) print "= " V["status."] ": " V["charged_credits."] " credits, US$ " V["cost_usd."] "; " V["credits.remaining."] " credits left"
        fflush()
    }'
