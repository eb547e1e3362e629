// Saved selections: taken, kept, dropped.

import * as service from '../api/service.js';
import { button, h } from '../components/dom.js';
import { sign } from '../components/icons.js';
import { body, chosen, parameters } from '../state/draft.js';
import { catalogue, mostModels, tierOf } from '../state/session.js';
import { presets as said } from '../strings.js';
import { tryingWith } from './forms.js';

/** Takes what of it is open to this caller. */
function take(preset) {
  const open = new Set(catalogue.get().list.filter(model => model.available).map(model => model.id));
  chosen.set(preset.models.filter(id => open.has(id)).slice(0, mostModels()));
  const given = Object.entries(preset.parameters).map(([name, value]) => [name, value === null ? '' : String(value)]);
  parameters.change(Object.fromEntries(given));
}

/** A row of them above the models. */
export function presetRow() {
  const list = h('span', { class: 'row' });
  const note = h('span', { class: 'hint', role: 'status' });
  const trying = tryingWith(note);
  const read = async () => {
    const { data } = await service.presets();
    list.replaceChildren(...data.map(preset => h('span', { class: 'preset' },
      button(preset.name, () => take(preset), { class: 'plain' }),
      sign('close', said.drop(preset.name), () => trying(async () => { await service.dropPreset(preset.id); await read(); })))));
    save.hidden = data.length >= (tierOf()?.presets ?? Infinity);
  };
  const name = h('input', { placeholder: said.name, 'aria-label': said.name, maxlength: '100', required: true });
  const save = h('form', {
    class: 'row',
    on: {
      submit: event => {
        event.preventDefault();
        const { parameters: wanted } = body(null);
        trying(async () => {
          await service.addPreset({ name: name.value.trim(), models: chosen.get(), ...(wanted ? { parameters: wanted } : {}) });
          name.value = '';
          await read();
        });
      },
    },
  }, name, h('button', { type: 'submit' }, said.save));
  const element = h('details', { class: 'presets' }, h('summary', {}, said.title), h('div', { class: 'row' }, list, save, note));
  element.addEventListener('toggle', () => { if (element.open) trying(read); });
  return element;
}
