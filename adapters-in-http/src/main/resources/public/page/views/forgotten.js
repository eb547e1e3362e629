// Another password, by a letter.

import * as service from '../api/service.js';
import { h, labelled } from '../components/dom.js';
import { dialog } from '../components/dialog.js';
import { forgotten as said } from '../strings.js';
import { formOf } from './forms.js';

export const openForgotten = address => dialog(said.title, body => {
  const email = h('input', { type: 'email', autocomplete: 'username', required: true, maxlength: '254', value: address });
  const code = h('input', { autocomplete: 'one-time-code', required: true, maxlength: '100' });
  const password = h('input', { type: 'password', autocomplete: 'new-password', required: true, minlength: '8', maxlength: '128' });
  const second = formOf([labelled(said.code, code), labelled(said.password, password)], said.choose, async () => {
    await service.reset(email.value, code.value.trim(), password.value);
    return said.done;
  }, { hidden: true });
  const first = formOf([labelled(said.email, email)], said.ask, async () => {
    await service.forgot(email.value);
    second.hidden = false;
    return said.sent;
  });
  body.append(h('div', { class: 'panel' }, h('p', { class: 'hint' }, said.note), first, second));
}, 'small');
