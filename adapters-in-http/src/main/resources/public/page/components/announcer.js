// Says to those who listen what others see; politely, and only what is worth it.

import { h } from './dom.js';

const region = h('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
document.body.append(region);

let waiting = [];
let timer = null;

/** Says it soon; what comes at once is said together. */
export function announce(text) {
  waiting.push(text);
  timer ??= setTimeout(() => {
    region.textContent = waiting.join(' ');
    waiting = [];
    timer = null;
  }, 300);
}
