// How fast the models were, and what they cost, side by side: a table with bars in it.

import { h, svg } from '../components/dom.js';
import { format, words } from '../strings.js';

const said = words.summary;
const WIDTH = 100;

function bar(parts, most, kind) {
  let x = 0;
  const rects = parts.map(([part, value]) => {
    const width = most > 0 ? Math.max(value > 0 ? 1 : 0, (value / most) * WIDTH) : 0;
    const rect = svg('rect', { x, y: 0, width, height: 8, class: `bar-${part}` });
    x += width;
    return rect;
  });
  return svg('svg', { viewBox: `0 0 ${WIDTH} 8`, class: `bar ${kind}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, rects);
}

const cell = (text, drawn) => h('td', {}, drawn, h('span', {}, text));
const none = '–';

function row(answer, name, most) {
  const first = answer.timing?.first_token_ms ?? null;
  const total = answer.timing?.duration_ms ?? null;
  const rate = answer.timing?.output_tokens_per_second ?? null;
  const cost = answer.cost_usd === null ? null : Number(answer.cost_usd);
  return h('tr', {}, h('th', { scope: 'row' }, name),
    cell(first === null ? none : format.seconds(first)),
    cell(total === null ? none : format.seconds(total),
      bar([['first', first ?? 0], ['rest', Math.max(0, (total ?? 0) - (first ?? 0))]], most.total, 'time')),
    cell(rate === null ? none : format.number(Math.round(rate))),
    cell(answer.usage ? format.number(answer.usage.output_tokens) : none),
    cell(cost === null ? none : format.usd(answer.cost_usd), bar([['cost', cost ?? 0]], most.cost, 'cost')));
}

/** Shown once there is something to compare. */
export function summary(nameOf) {
  const body = h('tbody', {});
  const head = ['model', 'first', 'total', 'speed', 'tokens', 'cost'].map(each => h('th', { scope: 'col' }, said[each]));
  const element = h('details', { class: 'summary', open: true, hidden: true }, h('summary', {}, said.title),
    h('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': said.title },
      h('table', {}, h('thead', {}, h('tr', {}, head)), body)));
  let drawn = 0;
  return {
    element,
    update({ answers }) {
      const ended = answers.filter(answer => answer.timing);
      element.hidden = answers.length < 2 || !ended.length;
      if (ended.length === drawn) return;
      drawn = ended.length;
      const most = {
        total: Math.max(...ended.map(answer => answer.timing.duration_ms)),
        cost: Math.max(...ended.map(answer => Number(answer.cost_usd))),
      };
      body.replaceChildren(...answers.map(answer => row(answer, nameOf(answer.model), most)));
    },
  };
}
