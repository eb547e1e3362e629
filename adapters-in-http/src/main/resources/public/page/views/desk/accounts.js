// Who has an account, what they have left, and what staff can do about it.

import { newKey } from '../../api/http.js';
import { desk } from '../../api/service.js';
import { button, h, labelled } from '../../components/dom.js';
import { catalogue } from '../../state/session.js';
import { desk as said, format } from '../../strings.js';
import { formOf, pagesInto, tableOf, tryingWith } from '../forms.js';

const VISITOR = 'anonymous';
const OWNER = 'owner';

const nameOf = account => account.email ?? account.name;

function facts(shown) {
  const { account, credits } = shown;
  return [
    h('h3', { tabindex: '-1' }, nameOf(account)),
    h('p', { class: 'hint' }, [account.id, format.tier(account.tier), said.since(account.created_at),
      account.role && said.role(account.role), account.suspended_at && said.suspendedAt(account.suspended_at)].filter(Boolean).join(' · ')),
    h('p', {}, said.credits(credits.remaining, credits.allowance, credits.held)),
    h('p', { class: 'hint' }, said.uses(shown.sessions, shown.api_keys, shown.running)),
  ];
}

/** Fills a place with an account and what can be done to it; `after` is called when something was. */
async function accountInto(place, id, after) {
  const shown = await desk.account(id);
  const { account } = shown;
  const reason = () => h('input', { required: true, maxlength: '500' });
  const act = (label, fields, send, kind) => {
    const why = reason();
    return h('section', { class: 'box' }, formOf([...fields, labelled(said.reason, why)], label, async () => {
      await send(why.value.trim());
      await accountInto(place, id, after);
      await after();
    }, { kind }));
  };
  const tier = h('select', {}, catalogue.get().tiers.filter(each => each.tier !== VISITOR).map(each =>
    h('option', { value: each.tier, selected: each.tier === account.tier }, format.tier(each.tier))));
  const role = h('select', { id: 'role' }, Object.entries(said.roles).map(([value, label]) =>
    h('option', { value, selected: value === (account.role ?? '') }, label)));
  const amount = h('input', { type: 'number', step: '0.001', required: true, id: 'amount' });
  // Sent again because its answer was lost, a gift is the same gift.
  let gift = {};
  const give = why => {
    const what = `${amount.value} ${why}`;
    if (gift.what !== what) gift = { what, key: newKey() };
    return desk.credits(id, Number(amount.value), why, gift.key);
  };
  place.replaceChildren(...facts(shown), h('div', { class: 'cards' },
    act(said.give, [labelled(said.amount, amount)], give),
    act(said.changeTier, [labelled(said.tier, tier)], why => desk.tier(id, tier.value, why)),
    account.role !== OWNER && act(said.changeRole, [labelled(said.roleOf, role)], why => desk.role(id, role.value || null, why)),
    account.suspended_at ? act(said.unsuspend, [], why => desk.unsuspend(id, why))
      : act(said.suspend, [], why => desk.suspend(id, why), 'danger')));
  place.querySelector('h3').focus({ preventScroll: true });
}

export function accountsPart() {
  const note = h('p', { class: 'bad', role: 'alert' });
  const found = h('div', { class: 'panel' });
  const opened = h('section', { class: 'panel' });
  const trying = tryingWith(note);
  const search = h('input', { type: 'search', 'aria-label': said.search, placeholder: said.search, maxlength: '254' });
  const table = accounts => (accounts.length ? tableOf([said.account, said.tier, said.begun, ''], accounts.map(each => [
    nameOf(each), format.tier(each.tier) + (each.suspended_at ? ` (${said.suspended})` : ''), format.day(each.created_at),
    button(said.open, () => open(each.id), { 'aria-label': said.openOf(nameOf(each)) })]))
    : h('p', { class: 'hint' }, said.nobody));
  const read = () => {
    const words = search.value.trim();
    return trying(() => pagesInto(found, cursor => desk.accounts(words, cursor), table));
  };
  const open = id => trying(async () => {
    await accountInto(opened, id, read);
    opened.scrollIntoView({ block: 'nearest' });
  });
  read();
  return {
    element: h('section', { class: 'panel' },
      h('form', { class: 'across', role: 'search', on: { submit: event => { event.preventDefault(); read(); } } },
        h('div', { class: 'row' }, search, h('button', { type: 'submit' }, said.find))), note, found, opened),
    open,
  };
}
