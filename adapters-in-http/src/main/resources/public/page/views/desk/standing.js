// How the service stands, what it allows, and how long it keeps what.

import { desk } from '../../api/service.js';
import { button, h } from '../../components/dom.js';
import { format, nameIn, standing as said, words } from '../../strings.js';
import { factsOf, failedIn, tableOf } from '../forms.js';

const { number } = format;

function state({ instance_id, running, upstream, waiting, shed, models, cost_lookups, forsaken_holds }) {
  return [
    upstream.paused && h('p', { class: 'bad' }, said.paused),
    forsaken_holds > 0 && h('p', { class: 'bad' }, said.forsaken(forsaken_holds)),
    factsOf([
      [said.running, number(running)], [said.calls, said.outOf(upstream.open, upstream.limit)], [said.pausedModels, number(upstream.paused_models)],
      [said.refused, number(upstream.refused)], [said.models, models === null ? said.notYet : number(models)], [said.lookups, number(cost_lookups)],
      [said.instance, instance_id],
    ]),
    tableOf([said.who, said.waiting, said.shed], Object.entries(said.classes).map(([name, label]) => [label, number(waiting[name]), number(shed[name])]), 1),
  ];
}

function limits({ visitors, network_requests_per_minute, sign_in }) {
  const rows = [
    [said.dailyCredits, visitors.daily_credits, said.perDay], [said.comparisons, visitors.network_comparisons_per_minute, format.span(60)],
    [said.open, visitors.network_open_at_once, said.atOnce], [said.siteAllowances, visitors.site_allowances, said.atOnce],
    [said.requests, network_requests_per_minute, format.span(60)],
    ...sign_in.map(({ name, limit, window_seconds }) => [nameIn(said.signIn, name), limit, format.span(window_seconds)]),
  ];
  return [tableOf([said.limit, said.most, said.within], rows.map(([name, most, within]) => [name, number(most), within]), 1)];
}

function retention({ usage, ...kept }) {
  return [
    tableOf([said.what, said.span], [...Object.entries(said.kept).map(([name, label]) => [label, format.span(kept[name])]),
      [said.detail, format.span(usage.detail_seconds)]], 1),
    h('p', { class: 'hint' }, said.due(usage.due_rows, usage.due_months, usage.dry_run)),
  ];
}

export function standingPart() {
  const section = (title, read) => {
    const place = h('div', { class: 'panel' }, h('p', { class: 'hint' }, words.starting));
    const fill = async () => { place.replaceChildren(...(await read()).filter(Boolean)); };
    return { element: h('section', { class: 'panel' }, h('h3', {}, title), place), fill: () => fill().catch(failedIn(place)) };
  };
  const sections = [
    section(said.state, async () => state(await desk.state())),
    section(said.limits, async () => limits(await desk.limits())),
    section(said.retention, async () => retention(await desk.retention())),
  ];
  const shown = () => { for (const each of sections) each.fill(); };
  return { element: h('section', { class: 'panel' }, h('div', { class: 'row' }, button(said.again, shown)), sections.map(each => each.element)), shown };
}
