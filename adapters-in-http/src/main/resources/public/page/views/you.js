// Getting in and out, and where one is logged in.

import * as service from '../api/service.js';
import { button, h, labelled } from '../components/dom.js';
import { sure } from '../components/dialog.js';
import { logIn, logOut, session } from '../state/session.js';
import { prompt } from '../state/draft.js';
import { leave } from '../state/running.js';
import { account as said, format, leaving, preferences, words } from '../strings.js';
import { formOf, tableOf } from './forms.js';
import { openForgotten } from './forgotten.js';
import { leavingForm, takingAlong } from './leaving.js';
import { emailForm, preferencesForm } from './preferences.js';

const email = () => h('input', { type: 'email', autocomplete: 'username', required: true, maxlength: '254' });
const password = (complete, least) => h('input', { type: 'password', autocomplete: complete, required: true, minlength: least, maxlength: '128' });

function entering(panel) {
  const mail = email();
  const secret = password('current-password');
  const form = formOf([labelled(said.email, mail), labelled(said.password, secret)], said.logIn,
    () => logIn(mail.value, secret.value), { 'data-login': true, id: 'login' });
  const newMail = email();
  const newSecret = password('new-password', '8');
  const signUp = formOf([labelled(said.email, newMail), labelled(said.passwordNew, newSecret)], said.signUp, async () => {
    await service.register(newMail.value, newSecret.value);
    codeMail.value = newMail.value;
    mail.value = newMail.value;
    verifying.hidden = false;
    return said.letterSent;
  }, { id: 'signup' });
  const codeMail = email();
  const code = h('input', { autocomplete: 'one-time-code', required: true, maxlength: '100' });
  const verifying = h('div', { class: 'box', hidden: true }, h('h3', {}, said.verify), h('p', { class: 'hint' }, said.verifyNote),
    formOf([labelled(said.email, codeMail), labelled(said.code, code)], said.verifyDo, async () => {
      await service.verify(codeMail.value, code.value.trim());
      return said.verified;
    }, { id: 'verify' }));
  panel.append(h('div', { class: 'cards' },
    h('section', { class: 'box' }, h('h2', {}, said.logIn), form,
      button(said.forgotten, () => openForgotten(mail.value), { class: 'plain', id: 'forgot' })),
    h('section', { class: 'box' }, h('h2', {}, said.signUp), h('p', { class: 'hint' }, said.signUpNote), signUp,
      button(said.haveCode, () => { verifying.hidden = false; code.focus(); }, { class: 'plain' })), verifying));
}

function passwordForm() {
  const old = password('current-password');
  const next = password('new-password', '8');
  return formOf([labelled(said.passwordOld, old), labelled(said.passwordNew, next)], said.changePassword, async () => {
    await service.changePassword(old.value, next.value);
    await logOut();
    return said.passwordChanged;
  });
}

const BROWSERS = { Edg: 'Edge', OPR: 'Opera', SamsungBrowser: 'Samsung Internet', Firefox: 'Firefox', Chrome: 'Chrome', Safari: 'Safari' };
const SYSTEMS = { Android: 'Android', iPhone: 'iPhone', iPad: 'iPad', Windows: 'Windows', 'Mac OS': 'macOS', Linux: 'Linux' };

/** What a browser calls itself, in short where it is one of the usual; the whole of it is told on demand. */
function device(name) {
  const known = list => list[Object.keys(list).find(each => name.includes(each)) ?? ''];
  const [browser, system] = [known(BROWSERS), known(SYSTEMS)];
  return h('span', { title: name }, browser && system ? said.browserOn(browser, system) : name);
}

async function sessionsOf(place) {
  const { data } = await service.sessions();
  const end = each => async () => {
    await service.endSession(each.id);
    await sessionsOf(place);
  };
  place.replaceChildren(!data.length ? h('p', { class: 'hint' }, said.nowhere) : tableOf([said.device, said.begun, said.lastSeen, ''], data.map(each => [
    device(each.device), format.when(each.created_at), format.when(each.refreshed_at),
    each.current ? said.thisOne : button(said.endSession, end(each))])));
}

/** Leaves nothing in view for whoever comes next. */
async function goOut() {
  leave();
  prompt.set('');
  await logOut();
}

function inside(panel, me) {
  const [list, wishes] = [0, 1].map(() => h('div', {}, h('p', { class: 'hint' }, words.starting)));
  const everywhere = async () => {
    if (!await sure(said.everywhere, said.everywhereSure, said.everywhere)) return;
    await service.endSessions();
    await goOut();
  };
  const box = (title, ...children) => h('section', { class: 'box' }, h('h3', {}, title), children);
  panel.append(h('div', { class: 'panel' },
    h('div', { class: 'row' }, h('h2', {}, me.email ?? me.name), h('span', { class: 'hint' }, format.tier(me.tier)), h('span', { class: 'space' }),
      button(said.logOut, goOut, { id: 'logout' })),
    h('p', { class: 'hint' }, said.since(me.created_at, me.time_zone)),
    me.trial_until && h('p', { class: 'notice-inside' }, said.trial(me.trial_until)),
    h('section', {}, h('div', { class: 'row' }, h('h3', {}, said.sessions), h('span', { class: 'space' }), button(said.everywhere, everywhere)), list),
    h('div', { class: 'cards' }, box(preferences.title, wishes),
      // Who is entered by keys only has neither.
      me.email && box(said.changePassword, h('p', { class: 'hint' }, said.changeNote), passwordForm()),
      me.email && box(preferences.emailTitle, ...emailForm()), box(leaving.exportTitle, takingAlong()),
      me.email && !me.staff && box(leaving.title, leavingForm()))));
  const failed = place => () => place.replaceChildren(said.notLoaded);
  preferencesForm().then(form => wishes.replaceChildren(form)).catch(failed(wishes));
  sessionsOf(list).catch(failed(list));
}

export function showYou(panel, me) {
  if (session.get().state === 'failed') panel.append(h('p', {}, said.notLoaded));
  else if (me) inside(panel, me);
  else entering(panel);
}
