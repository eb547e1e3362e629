// What is left, where it went, and what was used.

import * as service from '../api/service.js';
import { button, h, labelled, svg } from '../components/dom.js';
import { reloadCredits, session, tierOf } from '../state/session.js';
import { credits as said, format, overage as beyond } from '../strings.js';
import { formOf, tableOf } from './forms.js';

const DAYS = 30;

function meter({ allowance, used, held }) {
  const part = amount => (allowance > 0 ? Math.min(100, (amount / allowance) * 100) : 0);
  return svg('svg', { viewBox: '0 0 100 4', preserveAspectRatio: 'none', class: 'meter', role: 'img', 'aria-label': said.meter(used, held, allowance) },
    svg('rect', { class: 'meter-used', x: 0, y: 0, height: 4, width: part(used) }),
    svg('rect', { class: 'meter-held', x: part(used), y: 0, height: 4, width: Math.min(100 - part(used), part(held)) }));
}

function balance(box) {
  const now = session.get().credits;
  if (!now?.period) return;
  box.replaceChildren(h('h2', {}, said.left(now.remaining)), meter(now),
    h('p', { class: 'hint' }, said.meter(now.used, now.held, now.allowance)),
    h('p', { class: 'hint' }, said.period(format.tier(now.tier), now.period.kind, now.period.resets_at)));
}

const iso = date => date.toISOString().slice(0, 10);

function bars(lines, days) {
  const most = Math.max(1, ...lines.map(line => line.credits ?? 0));
  const width = 600 / days.length;
  const of = new Map(lines.map(line => [line.group, line]));
  return svg('svg', { viewBox: '0 0 600 110', class: 'chart', preserveAspectRatio: 'xMinYMid meet', role: 'img', 'aria-label': said.chart(lines.reduce((sum, line) => sum + (line.credits ?? 0), 0), DAYS) },
    svg('line', { class: 'chart-line', x1: 0, x2: 600, y1: 95, y2: 95 }),
    days.map((day, index) => {
      const height = ((of.get(day)?.credits ?? 0) / most) * 85;
      return svg('rect', { class: 'chart-bar', x: index * width + 2, width: width - 4, y: 95 - height, height }, svg('title', {}, `${day}: ${format.credits(of.get(day)?.credits ?? 0)}`));
    }),
    svg('text', { x: 0, y: 107 }, days[0]), svg('text', { x: 600, y: 107, 'text-anchor': 'end' }, days.at(-1)));
}

async function usageInto(place) {
  const today = new Date();
  const days = Array.from({ length: DAYS }, (_, index) => iso(new Date(today - (DAYS - 1 - index) * 86_400_000)));
  const [byDay, byModel] = await Promise.all([
    service.usage(days[0], days.at(-1), 'day'), service.usage(days[0], days.at(-1), 'model')]);
  if (!byModel.data.length) {
    place.replaceChildren(h('p', { class: 'hint' }, said.nothing));
    return;
  }
  place.replaceChildren(bars(byDay.data, days), tableOf([said.model, said.answers, said.tokens, said.cost], byModel.data.map(line => [
    line.group, format.number(line.answers), format.number(line.input_tokens + line.output_tokens), format.usd(line.cost_usd)])));
}

function ledger(place) {
  const all = [];
  const more = button(said.more, () => read(), { hidden: true });
  let cursor = null;
  async function read() {
    const page = await service.entries(cursor);
    all.push(...page.data);
    cursor = page.next_cursor;
    more.hidden = !cursor;
    place.replaceChildren(all.length ? tableOf([said.when, said.what, said.amount, said.after], all.map(entry => [
      format.when(entry.created_at), entry.note, format.number(entry.credits), entry.balance_after === undefined ? '' : format.number(entry.balance_after)]))
      : h('p', { class: 'hint' }, said.noEntries), more);
  }
  return read();
}

/** Credits beyond the allowance; nothing where the tier has none. */
function overage(box) {
  const now = session.get().credits?.overage;
  if (!now?.allowed) return;
  const limit = h('input', { inputmode: 'decimal', pattern: '[0-9]+([.][0-9]+)?', value: now.limit_usd ?? '' });
  const put = async enabled => {
    await service.switchOverage(enabled, enabled ? limit.value.trim() : null);
    await reloadCredits();
    overage(box);
    return beyond.done;
  };
  box.replaceChildren(h('div', { class: 'box' }, h('h3', {}, beyond.title),
    h('p', {}, now.enabled ? beyond.on(now.used, now.owed_usd, now.limit_usd) : beyond.off, ' ', beyond.price(tierOf()?.overage_usd_per_credit)),
    formOf([labelled(beyond.limit, limit)], now.enabled ? beyond.change : beyond.enable, () => put(true), { id: 'overage' }),
    now.enabled && formOf([], beyond.disable, () => put(false))));
}

export function showCredits(panel) {
  const more = h('section', {});
  overage(more);
  const top = h('section', { class: 'panel' });
  const used = h('section', { class: 'panel' });
  const entries = h('section', { class: 'panel' });
  balance(top);
  panel.append(top, more, h('h3', {}, said.usage(DAYS)), used, h('h3', {}, said.ledger), entries);
  const failed = place => () => place.replaceChildren(h('p', { class: 'bad' }, said.notLoaded));
  usageInto(used).catch(failed(used));
  ledger(entries).catch(failed(entries));
}
