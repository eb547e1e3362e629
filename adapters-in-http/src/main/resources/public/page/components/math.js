// Formulas. Until the library is there, and where a formula is none, its source is shown.

import { script, sheet } from './libraries.js';

const RULES = { throwOnError: true, trust: false, strict: 'ignore', maxSize: 20, maxExpand: 200 };
const MOST = 2_000;
const sources = new WeakMap();

/** An element with the formula. */
export function formula(source, display) {
  const element = document.createElement(display ? 'div' : 'span');
  element.className = display ? 'formula display' : 'formula';
  element.textContent = source;
  sources.set(element, source);
  if (source.length <= MOST) draw(element, source, display);
  return element;
}

const library = () => Promise.all([script('katex/katex.js'), sheet('katex/katex.css')]);

function put(element, source, display, output) {
  try {
    const drawn = document.createElement('span');
    globalThis.katex.render(source, drawn, { ...RULES, displayMode: display, output, macros: {} });
    element.replaceChildren(drawn);
  } catch {
    element.textContent = source;
  }
}

async function draw(element, source, display) {
  try {
    await library();
    put(element, source, display, 'htmlAndMathml');
  } catch { /* its source is good, too */ }
}

/** Writes the formulas within an element as browsers draw them by themselves, without our style sheets and fonts. */
export async function forPaper(root) {
  const formulas = [...root.querySelectorAll('.formula')].filter(element => sources.get(element).length <= MOST);
  if (!formulas.length) return;
  try {
    await library();
    for (const element of formulas) put(element, sources.get(element), element.classList.contains('display'), 'mathml');
  } catch { /* as above */ }
}
