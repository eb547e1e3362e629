// The operator's desk, part by part. The service decides who may do what.

import { button, h } from '../components/dom.js';
import { desk as said } from '../strings.js';
import { accountsPart } from './desk/accounts.js';
import { auditPart } from './desk/audit.js';
import { casesPart } from './desk/cases.js';
import { figuresPart } from './desk/figures.js';
import { modelsPart } from './desk/models.js';
import { standingPart } from './desk/standing.js';

/** Each part is {element, shown}: it is made when it is first shown and stays as it was left; `shown` is called whenever it is. */
export function showDesk(panel, me) {
  if (!me?.staff) {
    panel.append(h('p', {}, said.forStaff));
    return;
  }
  const makers = {
    accounts: accountsPart,
    cases: () => casesPart(id => show('accounts').open(id)),
    models: modelsPart,
    figures: figuresPart,
    standing: standingPart,
    audit: auditPart,
  };
  const made = {};
  const place = h('div', { class: 'desk-part' });
  const show = name => {
    for (const each of choice) each.setAttribute('aria-pressed', each.dataset.part === name);
    made[name] ??= makers[name]();
    place.replaceChildren(made[name].element);
    made[name].shown?.();
    return made[name];
  };
  const choice = Object.keys(makers).map(name => button(said.parts[name], () => show(name), { 'data-part': name }));
  panel.append(h('h2', {}, said.title), h('div', { class: 'switch desk-parts', role: 'group', 'aria-label': said.title }, choice), place);
  show('accounts');
}
