// What was earned and what the models cost.

import { desk } from '../../api/service.js';
import { h, labelled } from '../../components/dom.js';
import { figures as said, format, words } from '../../strings.js';
import { failedIn, formOf, tableOf } from '../forms.js';

const DAY_MS = 86_400_000;
const DAYS = 30;
const MONTH = 'YYYY-MM'.length;

const dayOf = instant => new Date(instant).toISOString().slice(0, 10);
const sum = (lines, field) => lines.reduce((total, line) => total + Number(line[field]), 0);

const NAMES = {
  tier: name => (name === null ? said.noTier : format.tier(name)),
  day: name => (name.length === MONTH ? format.month(name) : format.date(name)),
  model: name => name,
};

/** Lines under their total. Comparisons are charged as one: of models there is no revenue, and one comparison is in several lines. */
function report(by, lines) {
  if (!lines.length) return [h('p', { class: 'hint' }, said.nothing)];
  const charged = by !== 'model';
  const total = charged ? said.total(sum(lines, 'comparisons'), sum(lines, 'revenue_usd'), sum(lines, 'cost_usd')) : said.totalCost(sum(lines, 'cost_usd'));
  return [h('p', {}, total),
    tableOf([said.by[by], said.comparisons, said.answers, said.cost, ...(charged ? [said.credits, said.revenue] : [])], lines.map(line => [
      NAMES[by](line.name), format.number(line.comparisons), format.number(line.answers), format.usd(line.cost_usd),
      ...(charged ? [format.number(line.credits), format.usd(line.revenue_usd)] : [])]), 1)];
}

export function figuresPart() {
  const now = Date.now();
  const from = h('input', { type: 'date', required: true, value: dayOf(now - (DAYS - 1) * DAY_MS) });
  const to = h('input', { type: 'date', required: true, value: dayOf(now) });
  const by = h('select', {}, Object.entries(said.by).map(([value, label]) => h('option', { value }, label)));
  const shown = h('section', { class: 'panel' }, h('p', { class: 'hint' }, words.starting));
  const read = async () => {
    const kind = by.value;
    const { data } = await desk.statistics(from.value, to.value, kind);
    shown.replaceChildren(...report(kind, data));
  };
  read().catch(failedIn(shown));
  return {
    element: h('section', { class: 'panel' }, h('p', { class: 'hint' }, said.note),
      formOf([h('div', { class: 'pairs' }, labelled(said.from, from), labelled(said.to, to), labelled(said.per, by))], said.show, read, { id: 'figures', class: 'across' }),
      shown),
  };
}
