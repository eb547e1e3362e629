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

/**
 * A table of rows of cells.
 *
 * @param numbersFrom the first column of numbers, if the rest are some
 */
export const tableOf = (heads, rows, numbersFrom = Infinity) => {
  const kind = index => (index >= numbersFrom ? { class: 'number' } : {});
  return h('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': heads[0] }, h('table', {},
    h('thead', {}, h('tr', {}, heads.map((head, index) => h('th', { scope: 'col', ...kind(index) }, head)))),
    h('tbody', {}, rows.map(cells => h('tr', {}, cells.map((cell, index) => h('td', kind(index), cell)))))));
};
