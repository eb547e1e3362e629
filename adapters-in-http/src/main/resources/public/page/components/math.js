// Formulas. Until the library is there, and where a formula is none, its source is shown.

import { script, sheet } from './libraries.js';

const RULES = { throwOnError: true, trust: false, strict: 'ignore', maxSize: 20, maxExpand: 200 };
const MOST = 2_000;

/** An element with the formula. */
export function formula(source, display) {
  const element = document.createElement(display ? 'div' : 'span');
  element.className = display ? 'formula display' : 'formula';
  element.textContent = source;
  if (source.length <= MOST) draw(element, source, display);
  return element;
}

async function draw(element, source, display) {
  try {
    await Promise.all([script('katex/katex.js'), sheet('katex/katex.css')]);
    const drawn = document.createElement('span');
    globalThis.katex.render(source, drawn, { ...RULES, displayMode: display, macros: {} });
    element.replaceChildren(drawn);
  } catch {
    element.textContent = source;
  }
}
