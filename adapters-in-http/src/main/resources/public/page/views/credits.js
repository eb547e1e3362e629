// What is left, where it went, and what goes beyond it.

import * as service from '../api/service.js';
import { announce } from '../components/announcer.js';
import { h, labelled, svg } from '../components/dom.js';
import { reloadCredits, session, tierOf } from '../state/session.js';
import { credits as said, format, overage as beyond, words } from '../strings.js';
import { formOf, pagesInto, tableOf } from './forms.js';
import { statementsInto, usageInto } from './usage.js';

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

function ledger(place) {
  return pagesInto(place, service.entries, all => {
    if (!all.length) return h('p', { class: 'hint' }, said.noEntries);
    // Visitors are not told what their network has left.
    const told = all.some(entry => entry.balance_after !== undefined);
    return tableOf([said.when, said.what, said.amount, ...(told ? [said.after] : [])], all.map(entry => [
      // By its id staff can look up what became of a comparison.
      format.when(entry.created_at), [entry.note, entry.kind === 'charge' && entry.comparison_id && h('small', {}, entry.comparison_id)], format.signed(entry.credits), ...(told ? [format.number(entry.balance_after)] : [])]), 2);
  });
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
    box.querySelector('input').focus();
    announce(beyond.done);
  };
  box.replaceChildren(h('div', { class: 'box' }, h('h3', {}, beyond.title),
    h('p', {}, now.enabled ? beyond.on(now.used, now.owed_usd, now.limit_usd) : beyond.off, ' ', beyond.price(tierOf()?.overage_usd_per_credit)),
    formOf([labelled(beyond.limit, limit)], now.enabled ? beyond.change : beyond.enable, () => put(true), { id: 'overage' }),
    now.enabled && formOf([], beyond.disable, () => put(false), { kind: '' })));
}

export function showCredits(panel, me) {
  const more = h('section', {});
  overage(more);
  const top = h('section', { class: 'panel' });
  balance(top);
  panel.append(top, more);
  const failed = place => () => place.replaceChildren(h('p', { class: 'bad' }, said.notLoaded));
  const below = (title, fill) => {
    const place = h('section', { class: 'panel' }, h('p', { class: 'hint' }, words.starting));
    panel.append(h('h3', {}, title), place);
    fill(place).catch(failed(place));
  };
  below(said.usage, usageInto);
  if (me) below(said.statements, place => statementsInto(place, me));
  below(said.ledger, ledger);
}
