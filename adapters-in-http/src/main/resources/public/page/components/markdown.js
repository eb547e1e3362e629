// What models write, as elements. This is the only place where it is given any form.
//
// Markdown is cut into tokens, and each kind of token that is listed here becomes an element; no markup is ever parsed
// or made, so there is nothing to clean. HTML in an answer is shown as the text it is. Pictures are named, not loaded.

import { Marked } from '../lib/marked.js';
import { decoded } from './entities.js';
import { formula } from './math.js';
import { highlight } from './code.js';
import { link, safeAddress } from './links.js';
import { words } from '../strings.js';

/** Beyond this, and where a text is nested too deeply to be cut, it is shown as it came. */
const MOST = 300_000;

const marked = new Marked({ gfm: true, breaks: false, async: false });
marked.use({
  extensions: [
    {
      name: 'mathBlock', level: 'block',
      start: text => text.match(/(?:^|\n) {0,3}(?:\$\$|\\\[)/)?.index,
      tokenizer(text) {
        const found = /^ {0,3}(?:\$\$([^$]+?)\$\$|\\\[([^]+?)\\\])[ \t]*(?:\n|$)/.exec(text);
        return found ? { type: 'mathBlock', raw: found[0], text: (found[1] ?? found[2]).trim() } : undefined;
      },
    },
    {
      name: 'mathInline', level: 'inline',
      start: text => text.match(/\$|\\\(|\\\[/)?.index,
      tokenizer(text) {
        const found = /^(?:\$\$([^$\n]+)\$\$|\$(?![\s$])([^$\n]*[^$\s\\])\$(?![0-9$])|\\\((.+?)\\\)|\\\[(.+?)\\\])/.exec(text);
        if (!found) return undefined;
        const source = found[1] ?? found[2] ?? found[3] ?? found[4];
        return { type: 'mathInline', raw: found[0], text: source.trim(), display: !(found[2] ?? found[3]) };
      },
    },
  ],
});

function make(tag, children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}

const textNode = text => document.createTextNode(text);
const all = (tokens, context) => (tokens ?? []).flatMap(token => one(token, context));

function codeBlock(token, context) {
  const code = make('code', [textNode(token.text)]);
  const language = (token.lang ?? '').match(/^\S*/)[0].slice(0, 30);
  if (language && context.ended) highlight(code, language);
  const block = make('pre', [code]);
  block.tabIndex = 0;
  if (language) block.dataset.language = language;
  return block;
}

function table(token, context) {
  const cell = tag => (each, index) => {
    const element = make(tag, all(each.tokens, context));
    const align = token.align[index];
    if (align) element.className = `to-${align}`;
    return element;
  };
  const head = make('thead', [make('tr', token.header.map(cell('th')))]);
  const body = make('tbody', token.rows.map(row => make('tr', row.map(cell('td')))));
  const scroller = make('div', [make('table', [head, body])]);
  scroller.className = 'wide';
  scroller.tabIndex = 0;
  return scroller;
}

function list(token, context) {
  const element = make(token.ordered ? 'ol' : 'ul', token.items.map(item => {
    const children = all(item.tokens.filter(each => each.type !== 'checkbox'), context);
    if (item.task) children.unshift(textNode(`${item.checked ? words.answer.done : words.answer.undone} `));
    return make('li', children);
  }));
  if (token.ordered && Number.isInteger(token.start) && token.start !== 1) element.start = token.start;
  return element;
}

function picture(token) {
  const url = safeAddress(token.href);
  const label = textNode(words.answer.image(decoded(token.text), url?.host));
  const element = url && url.protocol !== 'mailto:' ? link(url.href, [label]) : make('span', [label]);
  element.classList.add('picture');
  return element;
}

/** Every kind of token there is; any other is shown as the text it was. */
const KINDS = {
  space: () => [],
  def: () => [],
  hr: () => [document.createElement('hr')],
  br: () => [document.createElement('br')],
  heading: (token, context) => {
    // Answers stand below the page's own headings.
    const element = make('div', all(token.tokens, context));
    element.className = `heading-${token.depth}`;
    element.setAttribute('role', 'heading');
    element.setAttribute('aria-level', Math.min(token.depth + 3, 6));
    return [element];
  },
  paragraph: (token, context) => [make('p', all(token.tokens, context))],
  text: (token, context) => (token.tokens ? all(token.tokens, context) : [textNode(decoded(token.text))]),
  escape: token => [textNode(token.text)],
  html: token => [textNode(token.raw)],
  strong: (token, context) => [make('strong', all(token.tokens, context))],
  em: (token, context) => [make('em', all(token.tokens, context))],
  del: (token, context) => [make('del', all(token.tokens, context))],
  codespan: token => [make('code', [textNode(token.text)])],
  code: (token, context) => [codeBlock(token, context)],
  blockquote: (token, context) => [make('blockquote', all(token.tokens, context))],
  list: (token, context) => [list(token, context)],
  table: (token, context) => [table(token, context)],
  link: (token, context) => [link(token.href, all(token.tokens, context))],
  image: token => [picture(token)],
  mathBlock: token => [formula(token.text, true)],
  mathInline: token => [formula(token.text, token.display)],
};

const one = (token, context) => (Object.hasOwn(KINDS, token.type) ? KINDS[token.type](token, context) : [textNode(token.raw)]);

function cut(text) {
  if (text.length > MOST) return null;
  try {
    return marked.lexer(text);
  } catch {
    return null;
  }
}

/** How many tokens at the end may still become something else when more text comes. */
const UNSETTLED = 3;

/**
 * Shows a text that grows. Blocks that stand are neither cut again nor drawn again, so that their cost does not grow with
 * the answer and a reader's selection in them stays.
 */
export function prose() {
  const element = document.createElement('div');
  element.className = 'prose';
  let shown = '';
  let whole = false;
  let blocks = [];
  let settled = { blocks: 0, length: 0 };

  const drop = from => {
    for (const block of blocks.splice(from)) block.nodes.forEach(node => node.remove());
  };
  const plain = text => {
    drop(0);
    element.replaceChildren(Object.assign(document.createElement('div'), { className: 'plain', textContent: text }));
    blocks = [];
    settled = { blocks: 0, length: 0 };
  };

  return {
    element,
    /** @param ended whether no more will come */
    show(given, ended) {
      const text = given.replace(/\r\n?/g, '\n');
      if (text === shown && ended === whole) return;
      if (!text.startsWith(shown) || ended || !blocks.length) settled = { blocks: 0, length: 0 };
      const tokens = cut(text.slice(settled.length));
      shown = text;
      whole = ended;
      if (!tokens) {
        plain(text);
        return;
      }
      if (!blocks.length) element.replaceChildren();
      const links = Object.keys(tokens.links ?? {}).length > 0;
      let at = settled.blocks;
      tokens.forEach((token, index) => {
        // A block that another follows has all its text.
        const complete = ended || index < tokens.length - 1;
        const block = blocks[at];
        if (!block || block.raw !== token.raw || block.complete !== complete || links) {
          drop(at);
          const nodes = one(token, { ended: complete });
          element.append(...nodes);
          blocks.push({ raw: token.raw, nodes, complete });
        }
        at++;
      });
      drop(at);
      for (let index = 0; index < tokens.length - UNSETTLED; index++) {
        settled = { blocks: settled.blocks + 1, length: settled.length + tokens[index].raw.length };
      }
    },
  };
}
