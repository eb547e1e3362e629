// What all forms do alike: they are sent once at a time, and say beneath what came of it.

import { h, setText } from '../components/dom.js';
import { account as said } from '../strings.js';
import { troubleText } from './trouble.js';

/** A form; `send` answers what to say when it worked. */
export function formOf(fields, label, send, attributes = {}) {
  const note = h('p', { role: 'status', class: 'hint' });
  const submit = h('button', { type: 'submit', class: 'primary' }, label);
  return h('form', {
    ...attributes,
    on: {
      submit: async event => {
        event.preventDefault();
        submit.disabled = true;
        note.className = 'hint';
        setText(note, said.moment);
        try {
          setText(note, await send() ?? '');
          note.className = 'good';
        } catch (problem) {
          setText(note, problem.code === 'unauthenticated' && attributes['data-login'] ? said.wrongLogin : troubleText(problem).text);
          note.className = 'bad';
        }
        submit.disabled = false;
      },
    },
  }, ...fields, h('div', { class: 'row' }, submit), note);
}

/** A table of rows of cells. */
export const tableOf = (heads, rows) => h('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': heads[0] }, h('table', {},
  h('thead', {}, h('tr', {}, heads.map(head => h('th', { scope: 'col' }, head)))),
  h('tbody', {}, rows.map(cells => h('tr', {}, cells.map(cell => h('td', {}, cell)))))));
