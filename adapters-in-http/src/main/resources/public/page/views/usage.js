// What was used, by days or months and by model, and the statement of each month.

import * as service from '../api/service.js';
import { button, h, labelled } from '../components/dom.js';
import { chart } from '../components/chart.js';
import { session } from '../state/session.js';
import { format, nameIn, usage as said, words } from '../strings.js';
import { tableOf } from './forms.js';

const DAY_MS = 86_400_000;
const DAYS = 30;
const MONTHS = 12;

/** The day it is at an instant, YYYY-MM-DD, in the calendar that credit is granted by. */
function dayAt(instant) {
  const zone = session.get().credits?.period?.time_zone;
  const parts = timeZone => new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(instant);
  let found;
  try {
    found = parts(!zone || zone === 'Z' ? 'UTC' : zone);
  } catch {
    found = parts('UTC');
  }
  const { year, month, day } = Object.fromEntries(found.map(({ type, value }) => [type, value]));
  return `${year}-${month}-${day}`;
}

/** So many months up to that of a day, YYYY-MM, latest last. */
function monthsTo(day, count) {
  const [year, month] = day.split('-').map(Number);
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(year, month - count + index, 1)).toISOString().slice(0, 7));
}

const SPANS = {
  day: today => {
    const noon = Date.parse(`${today}T12:00:00Z`);
    const days = Array.from({ length: DAYS }, (_, index) => new Date(noon - (DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10));
    return { from: days[0], groups: days };
  },
  month: today => {
    const months = monthsTo(today, MONTHS);
    return { from: `${months[0]}-01`, groups: months };
  },
};

async function spanInto(place, kind) {
  const today = dayAt(new Date());
  const { from, groups } = SPANS[kind](today);
  const [byTime, byModel] = await Promise.all([service.usage(from, today, kind), service.usage(from, today, 'model')]);
  if (!byModel.data.length) {
    place.replaceChildren(h('p', { class: 'hint' }, said.nothing[kind]));
    return;
  }
  const of = new Map(byTime.data.map(line => [line.group, line.credits ?? 0]));
  const name = kind === 'month' ? format.month : format.date;
  const { comparisons, credits, cost_usd } = byTime.total;
  place.replaceChildren(h('p', {}, said.total(comparisons, credits, cost_usd)),
    chart(groups.map(group => [name(group), of.get(group) ?? 0, format.credits(of.get(group) ?? 0)]), said.chart[kind](credits)),
    tableOf([said.model, said.answers, said.tokens, said.cost], byModel.data.map(line => [
      line.group, format.number(line.answers), format.number(line.input_tokens + line.output_tokens), format.usd(line.cost_usd)]), 1));
}

/** Fills a place with what was used, and with the choice by what it is shown. */
export async function usageInto(place) {
  const shown = h('div', { class: 'panel' }, h('p', { class: 'hint' }, words.starting));
  let latest = 0;
  const show = async kind => {
    const mine = ++latest;
    for (const each of kinds) each.setAttribute('aria-pressed', each.dataset.kind === kind);
    const next = h('div', { class: 'panel' });
    try {
      await spanInto(next, kind);
    } catch {
      next.append(h('p', { class: 'bad' }, said.notLoaded));
    }
    if (mine === latest) shown.replaceChildren(...next.children);
  };
  const kinds = Object.keys(SPANS).map(kind => button(said.spans[kind], () => show(kind), { 'data-kind': kind }));
  place.replaceChildren(h('div', { class: 'switch', role: 'group', 'aria-label': said.span }, kinds), shown);
  await show('day');
}

function statement({ opening, entries, overage, closing }) {
  const moved = entries.filter(entry => entry.count > 0);
  return [
    tableOf([said.what, said.times, said.amount], [[said.opening, '', format.number(opening)],
      ...moved.map(entry => [nameIn(said.kinds, entry.kind), format.number(entry.count), format.signed(entry.credits)]),
      [said.closing, '', format.number(closing)]], 1),
    Number(overage.owed_usd) > 0 && h('p', { class: 'hint' }, said.owed(overage.used, overage.owed_usd)),
  ].filter(Boolean);
}

/** Fills a place with a month's statement, and with the choice of the month since the account is there. */
export async function statementsInto(place, me) {
  const today = dayAt(new Date());
  const begun = dayAt(new Date(me.created_at)).slice(0, 7);
  const months = monthsTo(today, 60).filter(month => month >= begun).reverse();
  const shown = h('div', { class: 'panel' });
  const choice = h('select', { name: 'month', on: { change: () => show(choice.value) } },
    months.map(month => h('option', { value: month }, format.month(month))));
  const show = async month => {
    let next;
    try {
      next = statement(await service.statement(month));
    } catch {
      next = [h('p', { class: 'bad' }, said.notLoaded)];
    }
    if (month === choice.value) shown.replaceChildren(...next);
  };
  place.replaceChildren(h('div', { class: 'pairs' }, labelled(said.month, choice)), shown);
  await show(choice.value);
}
