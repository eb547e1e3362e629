// What became of a comparison, without a word of what was asked and answered.

import { desk } from '../../api/service.js';
import { button, h, labelled } from '../../components/dom.js';
import { cases as said, format, nameIn, words } from '../../strings.js';
import { factsOf, formOf, tableOf } from '../forms.js';

const NONE = '–';
const usd = text => (text === null ? NONE : format.usd(text));
const credits = amount => (amount === null ? NONE : format.number(amount));

function answerRow({ model, status, attempt, failure_code, usage, bill }) {
  return [model, nameIn(words.answer.states, status), failure_code ?? NONE, format.number(attempt),
    usage ? said.tokensOf(usage) : NONE, bill ? said.costOf(bill) : NONE, bill ? usd(bill.user_usd) : NONE, bill ? usd(bill.platform_usd) : NONE];
}

function fileOf(file, openAccount) {
  const { account_id: account } = file;
  return [
    h('h3', { tabindex: '-1' }, nameIn(words.run.statuses, file.status)),
    factsOf([
      [said.account, account === null ? said.visitor : [account, ' ', button(said.open, () => openAccount(account), { 'aria-label': said.openAccount })]],
      [said.tier, file.tier === null ? NONE : format.tier(file.tier)], [said.key, file.api_key_id ?? NONE],
      [said.begun, format.when(file.created_at)], [said.ended, file.finished_at === null ? NONE : format.when(file.finished_at)],
      [said.kept, file.stored ? said.isKept : said.isNotKept], [said.instance, file.instance_id], [said.epoch, format.number(file.epoch)],
      [said.held, credits(file.held_credits)], [said.charged, credits(file.charged_credits)], [said.cost, usd(file.cost_usd)],
    ]),
    tableOf([said.model, said.state, said.failure, said.attempts, said.tokens, said.cost, said.user, said.platform], file.answers.map(answerRow), 3),
    tableOf([said.pool, said.became, said.credits], file.holds.map(hold =>
      [nameIn(said.pools, hold.pool), nameIn(said.holdStates, hold.state), format.number(hold.credits)]), 2),
  ];
}

/** `openAccount` is called with the id of whose comparison it was. */
export function casesPart(openAccount) {
  const id = h('input', { required: true, maxlength: '100', id: 'case', autocomplete: 'off', spellcheck: 'false' });
  const found = h('section', { class: 'panel' });
  const form = formOf([labelled(said.id, id)], said.find, async () => {
    found.replaceChildren();
    try {
      found.replaceChildren(...fileOf(await desk.comparison(id.value.trim()), openAccount));
      found.querySelector('h3').focus({ preventScroll: true });
    } catch (problem) {
      if (problem.code !== 'not_found') throw problem;
      found.replaceChildren(h('p', { role: 'alert' }, said.none));
    }
  });
  return { element: h('section', { class: 'panel' }, h('p', { class: 'hint' }, said.note), form, found) };
}
