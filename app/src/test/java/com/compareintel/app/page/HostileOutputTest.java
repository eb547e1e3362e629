package com.compareintel.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.Rounds;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever a model says, wherever it is shown, at whatever point of its stream: it stays text.
@Timeout(900)
final class HostileOutputTest {
    private static final int BATCH = 25;
    private static final Pattern HOME = Pattern.compile("src=\"(/assets/[^/]+)/main\\.js\"");

    /// Shows each payload in each place, and answers what is wrong with what came of it. The
    /// streaming prefixes go through the same element, as an answer that grows does.
    private static final String SHOW =
            """
            async ({home, payloads, stride}) => {
              const load = path => import(home + path);
              const [{prose}, {answerCard}, {shown}, {difference}, {h}] = await Promise.all([
                load('/components/markdown.js'), load('/components/answer.js'), load('/state/comparison.js'),
                load('/components/words.js'), load('/components/dom.js')]);
              const wrong = [];
              const elements = new Set(['A', 'ARTICLE', 'BLOCKQUOTE', 'BR', 'BUTTON', 'CODE', 'DD', 'DEL', 'DETAILS', 'DIV', 'DL', 'DT',
                'EM', 'FOOTER', 'H3', 'HEADER', 'HR', 'INS', 'LI', 'OL', 'P', 'PRE', 'SECTION', 'SPAN', 'STRONG', 'SUMMARY', 'TABLE', 'TBODY',
                'TD', 'TH', 'THEAD', 'TR', 'UL']);
              const check = (root, payload, place) => {
                for (const element of root.querySelectorAll('*')) {
                  if (element.closest('.katex') || element.closest('.icon')) continue;
                  if (!elements.has(element.tagName)) wrong.push(`${place}: <${element.tagName}> of ${payload}`);
                }
                for (const element of root.querySelectorAll('*')) {
                  for (const {name, value} of element.attributes) {
                    if (name.startsWith('on') || name === 'src' || name === 'srcdoc' || name === 'ping' || name === 'action')
                      wrong.push(`${place}: ${name}=${value} of ${payload}`);
                    if ((name === 'href' || name === 'xlink:href') && !/^(https?:|mailto:)/.test(value))
                      wrong.push(`${place}: leads to ${value} of ${payload}`);
                    if (name === 'id' || (name === 'style' && /url|expression/i.test(value)))
                      wrong.push(`${place}: ${name}=${value} of ${payload}`);
                  }
                }
              };
              const stage = document.createElement('div');
              document.body.append(stage);
              for (const payload of payloads) {
                const grows = prose();
                stage.replaceChildren(grows.element);
                for (let length = 1; length < payload.length; length += stride) {
                  grows.show(payload.slice(0, length), false);
                  check(stage, payload, `the first ${length}`);
                }
                grows.show(payload, true);
                const answer = {model: payload, status: 'failed', attempt: 1, text: payload, reasoning: payload, finish_reason: payload,
                  error: {code: 'unheard', message: payload, retryable: true}, usage: null, cost_usd: null, cost_source: null, timing: null,
                  served_model: payload, served_by: payload};
                const card = answerCard(payload, payload, {stop() {}, retry() {}, full() {}, diff() {}, only() {}});
                card.update(shown({answers: [answer]}).answers[0]);
                const parts = difference(payload, 'A tide') ?? [];
                stage.append(card.element, h('p', {}, payload), ...parts.map(part => h(part.kind === 'new' ? 'ins' : 'del', {}, part.text)));
                await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
                await new Promise(resolve => setTimeout(resolve));
                check(stage, payload, 'an answer');
                stage.querySelectorAll('a').forEach(anchor => anchor.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})));
                stage.querySelectorAll('[tabindex]').forEach(element => element.focus());
                if (window.harmed) { wrong.push(`executed: ${payload}`); delete window.harmed; }
              }
              await new Promise(resolve => setTimeout(resolve, 20));
              check(stage, payloads.at(-1), 'in the end');
              if (window.harmed) wrong.push(`executed one of ${payloads.join(' ### ')}`);
              stage.remove();
              return wrong;
            }
            """;

    @Test
    void nothing_that_a_model_says_is_executed_or_fetched() {
        PageBrowser.assumeInstalled();
        List<String> payloads = new ArrayList<>(Payloads.all());
        assertThat(payloads).hasSizeGreaterThanOrEqualTo(1_500);
        long seed = System.nanoTime();
        System.out.println("payloads chosen by seed " + seed);
        Collections.shuffle(payloads, new Random(seed));
        payloads = payloads.subList(0, Rounds.between(100, payloads.size()));
        try (RunningProduct product =
                        RunningProduct.start(
                                RunningProduct.options().upstream(LocalUpstreamOptions.demo()));
                PageBrowser browser = PageBrowser.open(product.uri())) {
            Page page = browser.desk();
            var home = HOME.matcher(page.content());
            assertThat(home.find()).isTrue();
            List<String> wrong = new ArrayList<>();
            for (int from = 0; from < payloads.size(); from += BATCH) {
                List<String> batch =
                        payloads.subList(from, Math.min(from + BATCH, payloads.size()));
                List<?> found =
                        (List<?>)
                                page.evaluate(
                                        SHOW,
                                        Map.of(
                                                "home",
                                                home.group(1),
                                                "payloads",
                                                batch,
                                                "stride",
                                                Rounds.areFull() ? 1 : 3));
                found.forEach(each -> wrong.add(each.toString()));
            }

            assertThat(wrong).isEmpty();
            assertThat(browser.foreignRequests()).isEmpty();
        }
    }
}
