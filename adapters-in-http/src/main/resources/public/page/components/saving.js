import { h } from './dom.js';

/** How long a browser may take to begin saving. */
const KEPT_MS = 10_000;

/** Has the browser save a file. */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const anchor = h('a', { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
