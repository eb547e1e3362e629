// What programs call with.

import * as service from '../api/service.js';
import { button, h, labelled } from '../components/dom.js';
import { copy } from '../components/copying.js';
import { sure } from '../components/dialog.js';
import { format, keys as said, words } from '../strings.js';
import { formOf, tableOf } from './forms.js';

const SCOPES = ['compare', 'read', 'manage'];

async function listInto(place) {
  const { data } = await service.keys();
  if (!data.length) {
    place.replaceChildren(h('p', { class: 'hint' }, said.none));
    return;
  }
  const revoke = key => async () => {
    if (!await sure(said.revoke, said.revokeSure(key.name), said.revoke)) return;
    await service.revokeKey(key.id);
    await listInto(place);
  };
  place.replaceChildren(tableOf([said.name, said.may, said.used, said.status, ''], data.map(key => [
    key.name, key.scopes.map(scope => said.scopes[scope][0]).join(', '),
    key.last_used_at ? format.when(key.last_used_at) : said.never, said.statuses[key.status],
    key.status === 'active' ? button(said.revoke, revoke(key)) : ''])));
}

function shownOnce(key) {
  const done = button(said.copy, async () => { if (await copy(key)) done.textContent = words.copied; });
  return h('div', { class: 'box' }, h('p', {}, said.once), h('div', { class: 'secret' }, h('code', { id: 'secret' }, key), done));
}

function issuing(fresh, list) {
  const name = h('input', { required: true, maxlength: '100', placeholder: said.nameHint });
  const boxes = SCOPES.map(scope => h('input', { type: 'checkbox', value: scope, checked: scope === 'compare' }));
  const cap = h('input', { type: 'number', min: '0.001', step: '0.001', placeholder: said.noCap });
  return formOf([labelled(said.name, name), h('fieldset', {}, h('legend', {}, said.may), boxes.map((box, index) => h('label', { class: 'check' }, box,
    h('span', {}, said.scopes[SCOPES[index]][0], h('small', {}, said.scopes[SCOPES[index]][1]))))), labelled(said.cap, cap)],
  said.issue, async () => {
    const key = await service.issueKey({
      name: name.value.trim(), scopes: boxes.filter(box => box.checked).map(box => box.value),
      ...(cap.value ? { caps: { monthly_credits: Number(cap.value) } } : {}),
    });
    fresh.replaceChildren(shownOnce(key.key));
    name.value = '';
    await listInto(list);
    return '';
  }, { id: 'issue' });
}

export function showKeys(panel, me) {
  if (!me) {
    panel.append(h('p', {}, said.visitors));
    return;
  }
  const fresh = h('div', { role: 'status' });
  const list = h('div', {});
  panel.append(h('h2', {}, said.title), h('p', { class: 'hint' }, said.note), list, fresh, h('section', { class: 'box' }, h('h3', {}, said.another), issuing(fresh, list)));
  listInto(list).catch(() => list.replaceChildren(said.notLoaded));
}
