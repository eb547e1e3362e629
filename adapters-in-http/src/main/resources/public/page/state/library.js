// The conversations that are kept.

import * as service from '../api/service.js';
import { cell } from './cell.js';
import { conversation } from './running.js';

/** {state: 'closed' | 'loading' | 'ready' | 'failed', kind: 'active' | 'archived', words, list, next} */
export const library = cell({ state: 'closed', kind: 'active', words: '', list: [], next: null });

let latest = 0;

/** Reads the first page again. */
export async function read(fields = {}) {
  const mine = ++latest;
  library.change({ ...fields, state: library.get().list.length ? library.get().state : 'loading' });
  const { kind, words } = library.get();
  try {
    const page = await service.conversations(kind, words.trim());
    if (mine === latest) library.change({ state: 'ready', list: page.data, next: page.next_cursor });
  } catch {
    if (mine === latest) library.change({ state: 'failed' });
  }
}

export async function readMore() {
  const { kind, words, next, list } = library.get();
  const page = await service.conversations(kind, words.trim(), next);
  library.change({ list: [...list, ...page.data], next: page.next_cursor });
}

export async function rename(id, title) {
  const renamed = await service.rename(id, title);
  library.change({ list: library.get().list.map(each => (each.id === id ? { ...each, ...renamed } : each)) });
  if (conversation.get().id === id) conversation.change({ title: renamed.title });
}

export async function remove(id) {
  await service.remove(id);
  library.change({ list: library.get().list.filter(each => each.id !== id) });
}
