// Windows over the page, closed by Escape, by their button, or by a click beside them.

import { h } from './dom.js';
import { sign } from './icons.js';
import { words } from '../strings.js';

let count = 0;

/** Opens one; `fill` is given its body and how to close it. Answers a promise of its end. */
export function dialog(title, fill, kind = '') {
  const heading = `dialog-${++count}`;
  const body = h('div', { class: 'dialog-body' });
  const close = () => box.close();
  const box = h('dialog', { class: `dialog ${kind}`, 'aria-labelledby': heading },
    h('header', {}, h('h2', { id: heading }, title), sign('close', words.close, close)), body);
  document.body.append(box);
  box.addEventListener('click', event => { if (event.target === box) close(); });
  const cleanUp = fill(body, close);
  box.showModal();
  return new Promise(resolve => box.addEventListener('close', () => {
    box.remove();
    cleanUp?.();
    resolve();
  }));
}

/** Asks before something that cannot be undone; or, with another class for the button, before something that is larger than it looks. */
export async function sure(title, text, yes, kind = 'danger') {
  let answer = false;
  await dialog(title, (body, close) => {
    body.append(h('p', {}, text), h('div', { class: 'row end' },
      h('button', { type: 'button', on: { click: close } }, words.cancel),
      h('button', { type: 'button', class: kind, on: { click: () => { answer = true; close(); } } }, yes)));
  }, 'small');
  return answer;
}
