// What staff did, latest first.

import { desk } from '../../api/service.js';
import { h } from '../../components/dom.js';
import { desk as said, format } from '../../strings.js';
import { failedIn, pagesInto, tableOf } from '../forms.js';

const table = entries => (entries.length ? tableOf([said.when, said.who, said.what, said.whom, said.change, said.reason], entries.map(entry => [
  format.when(entry.created_at), [entry.actor_role, h('small', {}, entry.actor_id)], entry.kind, entry.subject,
  `${entry.before ?? '–'} → ${entry.after ?? '–'}`, entry.reason]))
  : h('p', { class: 'hint' }, said.nothing));

export function auditPart() {
  const element = h('section', { class: 'panel' });
  return { element, shown: () => pagesInto(element, desk.audit, table).catch(failedIn(element)) };
}
