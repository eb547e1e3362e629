// What is in view is named behind the # of the address, so that reload, back and links work.

import { cell } from './state/cell.js';

const parse = () => {
  const [view = '', id = null] = location.hash.replace(/^#\/?/, '').split('/');
  return { view, id };
};

/** {view, id}: '' is the page to ask on, 'c' a conversation, 'account' what concerns the account. */
export const route = cell(parse());

addEventListener('hashchange', () => route.set(parse()));

/** Goes somewhere. */
export function go(view, id) {
  const hash = `#/${id ? `${view}/${id}` : view}`;
  if (location.hash !== hash) location.hash = hash;
  else route.set(parse());
}

/** Names what is in view already. */
export function name(view, id) {
  history.replaceState(null, '', `#/${id ? `${view}/${id}` : view}`);
  route.set(parse());
}
