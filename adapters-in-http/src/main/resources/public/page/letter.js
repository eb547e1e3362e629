// What a letter's link leads to. Nothing happens unasked: programs look at every link in a letter, too. The token stands
// behind the #, which browsers send to nobody.

import { Problem, Unreachable, call } from './api/http.js';
import { h, labelled, setText } from './components/dom.js';
import { letters, words } from './strings.js';

const place = document.getElementById('letter');
const { kind } = place.dataset;
const said = letters[kind];
const token = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
document.title = `${said.title} · ${words.name}`;

const password = kind === 'reset'
  ? h('input', { id: 'password', type: 'password', autocomplete: 'new-password', required: true, minlength: '8', maxlength: '128' })
  : null;
const confirm = h('button', { id: 'confirm', class: 'primary', type: 'submit' }, said.act);
const status = h('output', { id: 'status', role: 'status' });
const next = h('p', { id: 'next', hidden: true }, h('a', { href: '/#/account' }, letters.next));

function refusal(problem) {
  if (problem instanceof Unreachable) return letters.unreachable;
  if (!(problem instanceof Problem) || problem.status !== 422) return letters.failed;
  const flaw = problem.fields.find(each => each.field === 'new_password');
  return flaw ? letters.flaw(flaw.message) : said.old;
}

async function act(event) {
  event.preventDefault();
  confirm.disabled = true;
  setText(status, letters.moment);
  try {
    await call('POST', `/v1/auth/${kind}`, { body: { token, ...(password ? { new_password: password.value } : {}) } });
    setText(status, said.done);
    if (password) password.value = '';
    next.hidden = false;
  } catch (problem) {
    const why = refusal(problem);
    setText(status, why);
    confirm.disabled = why === said.old;
  }
}

place.append(h('h2', {}, said.title), h('p', {}, said.why),
  h('form', { class: 'letter-form', on: { submit: act } }, password && labelled(letters.password, password), h('div', { class: 'row' }, confirm)),
  h('p', {}, status), next);
