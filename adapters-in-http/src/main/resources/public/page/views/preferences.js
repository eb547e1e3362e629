// What the account has chosen for itself: letters' address, time zone, theme, and what to begin with.

import * as service from '../api/service.js';
import { h, labelled } from '../components/dom.js';
import { chooseTheme, load, theme } from '../state/session.js';
import { body, chosen } from '../state/draft.js';
import { preferences as said, words } from '../strings.js';
import { formOf } from './forms.js';

const options = (list, now) => [...new Set([now, ...list])].map(value => h('option', { value, selected: value === now }, value));

/** The form, once what is kept was read. */
export async function preferencesForm() {
  const now = await service.preferences();
  const zone = h('select', { name: 'zone' }, options(['UTC', ...Intl.supportedValuesOf('timeZone')], now.time_zone));
  const look = h('select', { name: 'theme' }, Object.entries(words.themes).map(([value, label]) =>
    h('option', { value, selected: value === theme.get() }, label)));
  const begin = h('input', { type: 'checkbox', checked: now.default_models.length > 0 });
  return formOf([labelled(said.zone, zone), labelled(said.theme, look),
    h('label', { class: 'check' }, begin, h('span', {}, said.begin, h('small', {}, said.beginNote)))], said.keep, async () => {
    const { parameters } = body(null);
    await service.keepPreferences({
      time_zone: zone.value, theme: look.value,
      ...(begin.checked ? { default_models: chosen.get(), ...(parameters ? { default_parameters: parameters } : {}) } : {}),
    });
    chooseTheme(look.value);
    load();
    return said.kept;
  });
}

/** Another address to be entered with: by the letter's link, or by its code. */
export function emailForm() {
  const password = h('input', { type: 'password', autocomplete: 'current-password', required: true, maxlength: '128' });
  const email = h('input', { type: 'email', required: true, maxlength: '254' });
  const code = h('input', { autocomplete: 'one-time-code', required: true, maxlength: '100' });
  const confirming = formOf([labelled(said.code, code)], said.confirm, async () => {
    await service.confirmEmail(email.value, code.value.trim());
    await load();
    return said.confirmed;
  }, { hidden: true });
  return [formOf([labelled(said.password, password), labelled(said.email, email)], said.changeEmail, async () => {
    await service.changeEmail(password.value, email.value);
    password.value = '';
    confirming.hidden = false;
    return said.letter;
  }, { id: 'move' }), confirming];
}
