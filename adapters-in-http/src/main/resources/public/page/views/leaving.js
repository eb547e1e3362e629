// Taking everything along, and leaving for good.

import { deleteAccount, exportAccount } from '../api/service.js';
import { h, labelled } from '../components/dom.js';
import { save } from '../components/saving.js';
import { forgetSession } from '../state/session.js';
import { leave } from '../state/running.js';
import { leaving as said } from '../strings.js';
import { formOf } from './forms.js';

export function takingAlong() {
  return formOf([h('p', { class: 'hint' }, said.exportNote)], said.export, async () => {
    save(await exportAccount(), said.file);
    return said.saved;
  });
}

export function leavingForm() {
  const password = h('input', { type: 'password', autocomplete: 'current-password', required: true, maxlength: '128' });
  const certain = h('input', { type: 'checkbox', required: true });
  return formOf([h('p', { class: 'hint' }, said.note), labelled(said.password, password), h('label', { class: 'check' }, certain, said.certain)],
    said.leave, async () => {
      await deleteAccount(password.value);
      leave();
      await forgetSession();
      return '';
    }, { id: 'leave', kind: 'danger' });
}
