package com.compareintel.app.page;

import java.util.ArrayList;
import java.util.List;

/// Texts that would do harm if any of them became markup, script, style or a request: each attack
/// in each disguise.
final class Payloads {
    /// Somewhere that nothing may be sent to.
    static final String ELSEWHERE = "elsewhere.example";

    /// What an attack runs if it succeeds.
    private static final String RUN = "window.harmed=1";

    private static final List<String> ATTACKS =
            List.of(
                    "<script>RUN</script>",
                    "<script src=//ELSE/x.js></script>",
                    "<img src=x onerror=RUN>",
                    "<img src=\"https://ELSE/a.png\">",
                    "<svg onload=RUN>",
                    "<svg><script>RUN</script></svg>",
                    "<svg><animate onbegin=RUN attributeName=x dur=1s>",
                    "<svg><use href=\"https://ELSE/a.svg#x\"/></svg>",
                    "<iframe src=\"javascript:RUN\"></iframe>",
                    "<iframe srcdoc=\"<script>parent.harmed=1</script>\"></iframe>",
                    "<object data=\"https://ELSE/\"></object>",
                    "<embed src=\"https://ELSE/\">",
                    "<link rel=stylesheet href=\"https://ELSE/a.css\">",
                    "<style>@import 'https://ELSE/a.css';*{background:url(https://ELSE/b)}</style>",
                    "<meta http-equiv=refresh content=\"0;url=https://ELSE/\">",
                    "<base href=\"https://ELSE/\">",
                    "<body onload=RUN>",
                    "<details open ontoggle=RUN><summary>x</summary></details>",
                    "<video src=\"https://ELSE/a\" onerror=RUN autoplay></video>",
                    "<audio src=x onerror=RUN>",
                    "<input autofocus onfocus=RUN>",
                    "<form action=\"https://ELSE/\"><button>x</button></form>",
                    "<a href=\"javascript:RUN\">x</a>",
                    "<div style=\"background:url(https://ELSE/c)\">x</div>",
                    "<math><mtext><table><mglyph><style><img src=x onerror=RUN>",
                    "<noscript><p title=\"</noscript><img src=x onerror=RUN>\">",
                    "<template><script>RUN</script></template>",
                    "<marquee onstart=RUN>x</marquee>",
                    "<!--><img src=x onerror=RUN>-->",
                    "<![CDATA[<img src=x onerror=RUN>]]>",
                    "<?xml version=\"1.0\"?><script>RUN</script>",
                    "<x onclick=RUN tabindex=1 autofocus onfocus=RUN>x</x>",
                    "<a href=\"https://ELSE/\" ping=\"https://ELSE/ping\">x</a>",
                    "&lt;img src=x onerror=RUN&gt;",
                    "&#60;script&#62;RUN&#60;/script&#62;",
                    "[x](javascript:RUN)",
                    "[x](JaVaScRiPt:RUN)",
                    "[x](&#106;avascript:RUN)",
                    "[x](java\tscript:RUN)",
                    "[x](\u0001javascript:RUN)",
                    "[x](data:text/html,<script>RUN</script>)",
                    "[x](vbscript:RUN)",
                    "[x](file:///etc/passwd)",
                    "[x](blob:https://ELSE/1)",
                    "[x](//ELSE/)",
                    "[x](/v1/auth/logout)",
                    "[x](https://ELSE/ \"onmouseover=RUN\")",
                    "![x](https://ELSE/a.png)",
                    "![x](javascript:RUN)",
                    "![x](data:image/svg+xml,<svg onload=RUN>)",
                    "![x\" onerror=\"RUN](https://ELSE/a.png)",
                    "<javascript:RUN>",
                    "<https://ELSE/\" onmouseover=\"RUN>",
                    "[x]: javascript:RUN\n\n[x]",
                    "[x]: https://ELSE/ '\"><img src=x onerror=RUN>'\n\n[x]",
                    "```\"><img src=x onerror=RUN>\nx\n```",
                    "```html\n<script>RUN</script>\n```",
                    "```__proto__\nx\n```",
                    "```constructor\nx\n```",
                    "$\\href{javascript:RUN}{x}$",
                    "$\\url{javascript:RUN}$",
                    "$\\includegraphics{https://ELSE/a.png}$",
                    "$\\htmlStyle{background:url(https://ELSE/d)}{x}$",
                    "$\\htmlData{onclick=RUN}{x}$",
                    "$\\htmlId{page}{x}$",
                    "$$\\def\\a{\\a\\a}\\a$$",
                    "$\\text{<img src=x onerror=RUN>}$",
                    "\\(\\unicode{<script>}\\)",
                    "| a | <img src=x onerror=RUN> |\n|---|---|\n| [x](javascript:RUN) | `<b>` |",
                    "javascript:RUN",
                    "{{constructor.constructor('RUN')()}}",
                    "${RUN}",
                    "'\"><script>RUN</script>",
                    "\u0000<script>RUN</script>\u0000",
                    "\u202e<script>RUN</script>");

    private static final List<String> DISGUISES =
            List.of(
                    "%s",
                    "A tide. %s And an ebb.",
                    "# %s",
                    "- a\n- %s\n- b",
                    "1. %s",
                    "> %s",
                    "> > - %s",
                    "**%s**",
                    "*a %s*",
                    "~~%s~~",
                    "`%s`",
                    "```js\n%s",
                    "[%s](https://example.org/)",
                    "![%s](https://example.org/a.png)",
                    "[a](<%s>)",
                    "| a | b |\n|---|---|\n| %s | c |",
                    "$%s$",
                    "$$\n%s\n$$",
                    "<div>\n%s\n</div>",
                    "%1$s\n\n%1$s",
                    "- [x] %s");

    private Payloads() {}

    /// All of them: more than 1,500.
    static List<String> all() {
        List<String> payloads = new ArrayList<>();
        for (String attack : ATTACKS) {
            String armed = attack.replace("RUN", RUN).replace("ELSE", ELSEWHERE);
            for (String disguise : DISGUISES) {
                payloads.add(disguise.replace("%1$s", armed).replace("%s", armed));
            }
        }
        return payloads;
    }
}
