// What all forms do alike: they are sent once at a time, and say beneath what came of it. And what is told in tables and lists.

import { button, h, setText } from '../components/dom.js';
import { account as said, words } from '../strings.js';
import { troubleText } from './trouble.js';

/**
 * A form.
 *
 * @param send answers what to say when it worked
 * @param attributes the form's own; `kind` is the class of its button
 */
export function formOf(fields, label, send, { kind = 'primary', ...attributes } = {}) {
  const note = h('p', { role: 'status', class: 'hint' });
  const submit = h('button', { type: 'submit', class: kind }, label);
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
    h('tbody', {}, rows.map(cells => h('tr', {}, cells.map((cell, index) => h('td', kind(index), ...[cell].flat())))))));
};

/** Terms, each with what is to be said of it. */
export const factsOf = rows => h('dl', { class: 'particulars' }, rows.map(([term, ...value]) => h('div', {}, h('dt', {}, term), h('dd', {}, ...value.flat()))));

/** For `catch`: says in a place why it could not be filled. */
export const failedIn = place => problem => place.replaceChildren(h('p', { class: 'bad' }, troubleText(problem).text));

/** What does something and says in a place what went wrong with it, until the next is done. */
export const tryingWith = note => async act => {
  setText(note, '');
  try {
    await act();
  } catch (problem) {
    setText(note, troubleText(problem).text);
  }
};

/**
 * Fills a place with a list that is read page by page, the next when it is asked for.
 *
 * @param read answers the page at a cursor, null for the first
 * @param shown makes an element of all that was read
 */
export async function pagesInto(place, read, shown) {
  const all = [];
  let cursor = null;
  const list = h('div', {});
  const note = h('p', { class: 'bad', role: 'alert' });
  const next = async () => {
    const page = await read(cursor);
    all.push(...page.data);
    cursor = page.next_cursor;
    list.replaceChildren(shown(all));
    more.hidden = !cursor;
  };
  const more = button(words.more, async () => {
    more.disabled = true;
    try {
      await next();
      setText(note, '');
    } catch (problem) {
      setText(note, troubleText(problem).text);
    }
    more.disabled = false;
    if (!more.hidden) more.focus();
    else list.querySelector('[tabindex]')?.focus();
  });
  await next();
  place.replaceChildren(list, h('div', { class: 'row' }, more), note);
}
