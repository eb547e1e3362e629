// Code in colours. The highlighter only cuts the text into tokens; the elements are made here.

import { script } from './libraries.js';

const MOST = 40_000;

/** What each language is built on, itself included. */
const NEEDS = {
  markup: ['markup'], css: ['css'], clike: ['clike'], javascript: ['clike', 'javascript'],
  typescript: ['clike', 'javascript', 'typescript'], python: ['python'], java: ['clike', 'java'],
  kotlin: ['clike', 'kotlin'], c: ['clike', 'c'], cpp: ['clike', 'c', 'cpp'], csharp: ['clike', 'csharp'],
  go: ['clike', 'go'], rust: ['rust'], ruby: ['clike', 'ruby'], swift: ['swift'], bash: ['bash'], sql: ['sql'],
  json: ['json'], yaml: ['yaml'], diff: ['diff'],
};

const ALSO = {
  html: 'markup', xml: 'markup', svg: 'markup', js: 'javascript', mjs: 'javascript', jsx: 'javascript', ts: 'typescript',
  py: 'python', kt: 'kotlin', 'c++': 'cpp', h: 'c', cs: 'csharp', rs: 'rust', rb: 'ruby', sh: 'bash', shell: 'bash',
  zsh: 'bash', yml: 'yaml', golang: 'go',
};

function nodes(token) {
  if (typeof token === 'string') return [document.createTextNode(token)];
  const span = document.createElement('span');
  span.className = `t-${token.type}`;
  const parts = Array.isArray(token.content) ? token.content : [token.content];
  span.append(...parts.flatMap(nodes));
  return [span];
}

/** Colours the code in an element, where its language is known; leaves it as it is otherwise. */
export async function highlight(element, name) {
  const given = name.toLowerCase();
  const language = Object.hasOwn(ALSO, given) ? ALSO[given] : given;
  const text = element.textContent;
  if (!Object.hasOwn(NEEDS, language) || text.length > MOST) return;
  try {
    globalThis.Prism ??= { manual: true, disableWorkerMessageHandler: true };
    for (const part of ['core', ...NEEDS[language]]) await script(`prism/${part}.js`);
    const coloured = globalThis.Prism.tokenize(text, globalThis.Prism.languages[language]).flatMap(nodes);
    if (element.textContent === text) element.replaceChildren(...coloured);
  } catch { /* plain code is good, too */ }
}
