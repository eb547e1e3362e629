// Taking a conversation along: as the API exports it, or as a page that prints well.

import { exported } from '../api/service.js';
import { h } from '../components/dom.js';
import { save } from '../components/saving.js';
import { prose } from '../components/markdown.js';
import { forPaper } from '../components/math.js';
import { format, exporting } from '../strings.js';

const TYPES = { markdown: ['text/markdown', 'md'], json: ['application/json', 'json'], html: ['text/html', 'html'] };
const LOOK = `body{font:16px/1.55 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1c1e21}
h2{margin-top:2.5rem;border-top:1px solid #ccc;padding-top:1rem}h3{margin-bottom:.3rem}.facts{color:#5a5f66;font-size:.85rem}
.asked{white-space:pre-wrap}.display{margin:1rem 0;text-align:center}.picture{font-style:italic}pre{background:#f1f1ed;padding:.75rem;white-space:pre-wrap;overflow-wrap:anywhere}
table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.25rem .5rem;text-align:left}
[class^=heading]{font-weight:650;margin-top:1rem}article{break-inside:avoid-page}`;
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

function saveAs(text, title, kind) {
  const [type, ending] = TYPES[kind];
  const name = title.replace(/[^\p{L}\p{N} _-]+/gu, '').trim().slice(0, 60) || exporting.untitled;
  save(new Blob([text], { type: `${type};charset=utf-8` }), `${name}.${ending}`);
}

function answerOf(answer) {
  const text = prose();
  text.show(answer.text, true);
  const facts = [answer.status];
  if (answer.timing) facts.push(format.seconds(answer.timing.duration_ms));
  if (answer.usage) facts.push(format.tokens(answer.usage.output_tokens));
  if (answer.cost_usd !== null) facts.push(format.usd(answer.cost_usd));
  if (answer.error) facts.push(answer.error.message);
  return h('article', {}, h('h3', {}, answer.model), h('p', { class: 'facts' }, facts.join(' · ')), text.element);
}

/** A whole page without any script, made from elements that are safe as they are. */
async function printable(transcript) {
  const head = h('title', {}, transcript.title);
  const body = h('body', {}, h('h1', {}, transcript.title), ...transcript.turns.flatMap(turn => [
    h('h2', { class: 'asked' }, turn.prompt), h('p', { class: 'facts' }, format.when(turn.created_at)), ...turn.answers.map(answerOf)]));
  await forPaper(body);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<style>${LOOK}</style>${head.outerHTML}</head>
${body.outerHTML}</html>
`;
}

/** Saves it as 'markdown', 'json' or 'html'. */
export async function exportAs(kind, { id, title }) {
  if (kind === 'html') {
    const archived = await exported(id, 'json');
    saveAs(await printable(JSON.parse(archived)), title, kind);
  } else {
    saveAs(await exported(id, kind), title, kind);
  }
}
