// Who is here, what they have left, and what is on sale.

import * as service from '../api/service.js';
import { Unreachable, refresh, whenSessionOver } from '../api/http.js';
import { cell } from './cell.js';
import { lasting } from './storage.js';

/** {state: 'loading' | 'ready' | 'failed', credits, me, wishes, over} – `me` and `wishes` are null for visitors. */
export const session = cell({ state: 'loading', credits: null, me: null, wishes: null, over: false });

/** {state, list, tiers} */
export const catalogue = cell({ state: 'loading', list: [], tiers: [] });

/** 'system', 'light' or 'dark' */
export const theme = cell(document.documentElement.dataset.theme ?? 'system');

whenSessionOver(() => {
  if (!lasting.read('signed-in')) return;
  lasting.write('signed-in', null);
  session.change({ me: null, over: true });
});

const VISITOR = 'anonymous';
export const isVisitor = () => session.get().credits?.tier === VISITOR;
export const tierOf = () => catalogue.get().tiers.find(tier => tier.tier === session.get().credits?.tier);

/** How many models one comparison may ask; few until the service has said so. */
export const mostModels = () => tierOf()?.models_per_comparison ?? 3;

/** Whether all that is on sale are local stand-ins. */
export const isDemo = () => {
  const { list } = catalogue.get();
  return list.length > 0 && list.every(model => model.provider === 'demo' || model.provider === 'fake');
};

async function knowCredits() {
  let credits = await service.credits();
  // The access cookie is gone before the session is: who was logged in asks for another.
  if (credits.tier === VISITOR && lasting.read('signed-in')) {
    if (await refresh()) credits = await service.credits();
    else lasting.write('signed-in', null);
  }
  return credits;
}

/** What the account has chosen for itself; nothing where that cannot be read. */
async function wishes() {
  try {
    return await service.preferences();
  } catch {
    return null;
  }
}

/** Asks the service again for all of it. */
export async function load() {
  if (session.get().state === 'failed') session.change({ state: 'loading' });
  if (catalogue.get().state === 'failed') catalogue.change({ state: 'loading' });
  try {
    const credits = await knowCredits();
    const [me, models, tiers] = await Promise.all([
      credits.tier === VISITOR ? null : service.me(), service.models(), service.tiers(),
    ]);
    const wished = me ? await wishes() : null;
    if (wished && theme.get() === 'system') chooseTheme(wished.theme);
    session.change({ state: 'ready', credits, me, wishes: wished });
    catalogue.set({ state: 'ready', list: models.data, tiers: tiers.data });
  } catch (broken) {
    session.change({ state: 'failed', unreachable: broken instanceof Unreachable });
    catalogue.change({ state: 'failed' });
  }
}

/** Asks the service what is left; keeps what is known where it does not say. */
export async function reloadCredits() {
  try {
    session.change({ credits: await service.credits() });
  } catch { /* the next comparison says it too */ }
}

export async function logIn(email, password) {
  await service.logIn(email, password);
  lasting.write('signed-in', true);
  session.change({ over: false });
  await load();
}

/** Goes on as a visitor: the session has ended. */
export async function forgetSession() {
  lasting.write('signed-in', null);
  await load();
}

export async function logOut() {
  await service.logOut();
  await forgetSession();
}

export function chooseTheme(name) {
  if (name === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  try {
    if (name === 'system') localStorage.removeItem('theme');
    else localStorage.setItem('theme', name);
  } catch { /* it lasts as long as this page */ }
  theme.set(name);
}
