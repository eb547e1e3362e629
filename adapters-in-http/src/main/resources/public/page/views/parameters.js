// What the models are asked with.

import { button, h, labelled } from '../components/dom.js';
import { dialog } from '../components/dialog.js';
import { forgetParameters, keep, parameters } from '../state/draft.js';
import { conversation } from '../state/running.js';
import { words } from '../strings.js';

const said = words.parameters;
const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];
const NUMBERS = {
  temperature: { min: 0, max: 2, step: 0.1 }, top_p: { min: 0, max: 1, step: 0.05 },
  max_output_tokens: { min: 256, max: 65_536, step: 1 }, seed: { step: 1 },
};

export const openParameters = () => dialog(said.title, (body, close) => {
  const set = name => event => {
    if (event.target.checkValidity()) parameters.change({ [name]: event.target.value });
  };
  const now = parameters.get();
  const numbers = Object.entries(NUMBERS).map(([name, range]) => labelled(said[name],
    h('input', { type: 'number', ...range, value: now[name], name, on: { input: set(name) } })));
  const effort = h('select', { name: 'reasoning_effort', on: { change: set('reasoning_effort') } },
    h('option', { value: '' }, said.usual), EFFORTS.map(level => h('option', { value: level }, level)));
  effort.value = now.reasoning_effort;
  const system = h('textarea', { rows: '3', maxlength: '20000', name: 'system', value: now.system, on: { input: set('system') } });
  const kept = h('input', { type: 'checkbox', checked: !keep.get(), on: { change: () => keep.set(!kept.checked) } });
  body.append(h('p', { class: 'hint' }, said.note), labelled(said.system, system), h('div', { class: 'pairs' }, numbers,
    labelled(said.reasoning_effort, effort)));
  if (!conversation.get().id) {
    body.append(h('label', { class: 'check' }, kept, h('span', {}, words.ask.private, h('small', {}, words.ask.privateNote))));
  }
  body.append(h('div', { class: 'row end' }, button(said.reset, () => { forgetParameters(); keep.set(true); close(); }),
    button(words.picker.done, close, { class: 'primary' })));
});
