// The operator's desk: accounts, what they have left, how models are sold, and what staff did. The service decides who may do what.

import { desk } from '../api/service.js';
import { button, h, labelled, setText } from '../components/dom.js';
import { catalogue } from '../state/session.js';
import { desk as said, format, shelf } from '../strings.js';
import { formOf, tableOf } from './forms.js';
import { shelfInto } from './shelf.js';
import { troubleText } from './trouble.js';

const VISITOR = 'anonymous';
const OWNER = 'owner';

function facts(shown) {
  const { account, credits } = shown;
  return [
    h('h3', {}, account.email ?? account.name),
    h('p', { class: 'hint' }, [account.id, format.tier(account.tier), said.since(account.created_at),
      account.role && said.role(account.role), account.suspended_at && said.suspendedAt(account.suspended_at)].filter(Boolean).join(' · ')),
    h('p', {}, said.credits(credits.remaining, credits.allowance, credits.held)),
    h('p', { class: 'hint' }, said.uses(shown.sessions, shown.api_keys, shown.running)),
  ];
}

async function openAccount(id, place, after) {
  const shown = await desk.account(id);
  const { account } = shown;
  const again = async () => {
    await openAccount(id, place, after);
    await after();
  };
  const reason = () => h('input', { required: true, maxlength: '500' });
  const act = (label, fields, why, act) => h('section', { class: 'box' }, formOf([...fields, labelled(said.reason, why)], label, async () => {
    await act(why.value.trim());
    await again();
    return '';
  }));
  const [tierWhy, creditWhy, holdWhy, roleWhy] = [reason(), reason(), reason(), reason()];
  const tier = h('select', {}, catalogue.get().tiers.filter(each => each.tier !== VISITOR).map(each =>
    h('option', { value: each.tier, selected: each.tier === account.tier }, format.tier(each.tier))));
  const role = h('select', { id: 'role' }, Object.entries(said.roles).map(([value, label]) =>
    h('option', { value, selected: value === (account.role ?? '') }, label)));
  const amount = h('input', { type: 'number', step: '0.001', required: true, id: 'amount' });
  place.replaceChildren(...facts(shown), h('div', { class: 'cards' },
    act(said.give, [labelled(said.amount, amount)], creditWhy, why => desk.credits(id, Number(amount.value), why)),
    act(said.changeTier, [labelled(said.tier, tier)], tierWhy, why => desk.tier(id, tier.value, why)),
    account.role !== OWNER && act(said.changeRole, [labelled(said.roleOf, role)], roleWhy, why => desk.role(id, role.value || null, why)),
    account.suspended_at ? act(said.unsuspend, [], holdWhy, why => desk.unsuspend(id, why))
      : act(said.suspend, [], holdWhy, why => desk.suspend(id, why))));
  place.scrollIntoView({ block: 'nearest' });
}

function accounts(note, after) {
  const found = h('div', {});
  const opened = h('section', { class: 'panel' });
  const trying = async act => {
    setText(note, '');
    try {
      await act();
    } catch (problem) {
      setText(note, troubleText(problem).text);
    }
  };
  const search = h('input', { type: 'search', 'aria-label': said.search, placeholder: said.search, maxlength: '254' });
  const read = () => trying(async () => {
    const { data } = await desk.accounts(search.value.trim());
    found.replaceChildren(data.length ? tableOf([said.account, said.tier, said.begun, ''], data.map(each => [
      each.email ?? each.name, format.tier(each.tier) + (each.suspended_at ? ` (${said.suspended})` : ''), format.day(each.created_at),
      button(said.open, () => trying(() => openAccount(each.id, opened, after)), { 'aria-label': said.openOf(each.email ?? each.name) })]))
      : h('p', { class: 'hint' }, said.nobody));
  });
  read();
  return h('section', { class: 'panel' },
    h('form', { class: 'across', role: 'search', on: { submit: event => { event.preventDefault(); read(); } } },
      h('div', { class: 'row' }, search, h('button', { type: 'submit' }, said.find))), found, opened);
}

async function auditInto(place) {
  const { data } = await desk.audit();
  place.replaceChildren(data.length ? tableOf([said.when, said.what, said.whom, said.change, said.reason], data.map(entry => [
    format.when(entry.created_at), entry.kind, entry.subject, `${entry.before ?? '–'} → ${entry.after ?? '–'}`, entry.reason])) : h('p', { class: 'hint' }, said.nothing));
}

export function showDesk(panel, me) {
  if (!me?.staff) {
    panel.append(h('p', {}, said.forStaff));
    return;
  }
  const note = h('p', { class: 'bad', role: 'alert' });
  const audit = h('div', {});
  const models = h('section', { class: 'panel' });
  const failed = place => problem => place.replaceChildren(h('p', { class: 'hint' }, troubleText(problem).text));
  const told = () => auditInto(audit).catch(failed(audit));
  panel.append(h('h2', {}, said.title), note, accounts(note, told), h('h3', {}, shelf.title), models, h('h3', {}, said.audit), audit);
  shelfInto(models, told).catch(failed(models));
  told();
}
