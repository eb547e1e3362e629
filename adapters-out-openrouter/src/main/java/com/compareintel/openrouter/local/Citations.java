package com.compareintel.openrouter.local;

import com.fasterxml.jackson.databind.node.ArrayNode;

/// Web citations as a search plugin attaches them: bulky, sometimes without a title, and no friend
/// of whoever shows them unescaped.
final class Citations {
    private static final int CONTENT_BYTES = 4_096;

    private static final String HOSTILE = "<script>alert('cited')</script> ";

    private Citations() {}

    /// Citations of about `kilobytes` in all.
    static ArrayNode of(int kilobytes) {
        var citations = Json.array();
        var count = Math.max(1, kilobytes * 1_024 / CONTENT_BYTES);
        for (var i = 0; i < count; i++) {
            var citation =
                    citations.addObject().put("type", "url_citation").putObject("url_citation");
            citation.put("url", "https://example.com/page/" + i);
            citation.put("title", i % 3 == 0 ? "" : "Page " + i);
            citation.put("content", HOSTILE.repeat(CONTENT_BYTES / HOSTILE.length()));
            citation.put("start_index", 0);
            citation.put("end_index", 0);
        }
        return citations;
    }
}
