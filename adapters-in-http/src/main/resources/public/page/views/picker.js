// Choosing models.

import { button, h, labelled, setText } from '../components/dom.js';
import { dialog } from '../components/dialog.js';
import { catalogue, isVisitor, load, mostModels } from '../state/session.js';
import { chosen, toggle } from '../state/draft.js';
import { words } from '../strings.js';
import { presetRow } from './presets.js';

const said = words.picker;
const PRICES = [0, 1, 5, 15];
const CONTEXTS = [32_000, 128_000, 200_000, 1_000_000];
const ABILITIES = {
  any: () => true,
  reasoning: model => model.supported_parameters.includes('reasoning'),
  tools: model => model.supported_parameters.includes('tools'),
  image: model => model.input_modalities.includes('image'),
};

const choice = (options, onChange) => h('select', { on: { change: onChange } },
  options.map(([value, label]) => h('option', { value }, label)));

function lock(model) {
  if (model.available) return null;
  const text = isVisitor() && model.minimum_tier === 'free' ? said.lockedVisitor : said.locked(model.minimum_tier);
  return h('span', { class: 'lock' }, text);
}

function row(model, onChange) {
  const box = h('input', { type: 'checkbox', value: model.id, disabled: !model.available, on: { change: () => onChange(model, box) } });
  return {
    model,
    box,
    text: `${model.name} ${model.id} ${model.provider} ${model.description}`.toLowerCase(),
    element: h('li', {}, h('label', { class: model.available ? 'model' : 'model closed' }, box,
      h('span', { class: 'model-name' }, model.name, lock(model)),
      h('span', { class: 'model-terms' }, said.terms(model)),
      h('span', { class: 'model-note' }, model.description))),
  };
}

/** Waits for the models where they are not known yet. */
function fill(body, close) {
  let leave = () => {};
  const stop = catalogue.on(({ state, list }) => {
    leave();
    leave = () => {};
    body.replaceChildren();
    if (state === 'loading') body.append(h('p', { role: 'status' }, said.loading));
    else if (state === 'failed') body.append(h('p', { role: 'alert' }, said.failed), h('div', { class: 'row' }, button(words.retry, load)));
    else leave = choose(list, body, close);
  });
  return () => { stop(); leave(); };
}

function choose(list, body, close) {
  const count = h('p', { class: 'count', role: 'status' });
  const empty = h('p', { hidden: true }, said.none);
  const onChange = (model, box) => {
    const done = toggle(model.id);
    box.checked = chosen.get().includes(model.id);
    if (!done) {
      setText(count, said.full(mostModels()));
      count.classList.add('full');
    }
  };
  const rows = list.map(model => row(model, onChange));
  const filter = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { model, text, element } of rows) {
      const fits = wanted.every(word => text.includes(word))
        && (!provider.value || model.provider === provider.value)
        && (!price.value || Number(model.pricing.output_usd_per_million) <= Number(price.value))
        && (!context.value || model.context_length >= Number(context.value))
        && ABILITIES[ability.value](model)
        && (!mine.checked || model.available);
      element.hidden = !fits;
      if (fits) shown++;
    }
    empty.hidden = shown > 0;
  };
  const search = h('input', { type: 'search', placeholder: said.search, 'aria-label': said.search, autofocus: true, on: { input: filter } });
  const providers = [...new Set(list.map(model => model.provider))].sort();
  const provider = choice([['', said.anyProvider], ...providers.map(name => [name, name])], filter);
  const price = choice([['', said.anyPrice], ...PRICES.map(usd => [usd, said.upTo(usd)])], filter);
  const context = choice([['', said.anyContext], ...CONTEXTS.map(size => [size, said.atLeast(size)])], filter);
  const ability = choice(Object.entries(said.abilities), filter);
  const mine = h('input', { type: 'checkbox', on: { change: filter } });
  body.append(
    h('div', { class: 'filters' }, search, labelled(said.provider, provider), labelled(said.price, price),
      labelled(said.context, context), labelled(said.ability, ability), h('label', { class: 'check' }, mine, said.mine)),
    presetRow(),
    h('ul', { class: 'models' }, rows.map(each => each.element)), empty,
    h('footer', { class: 'row' }, count, h('span', { class: 'space' }),
      button(said.clear, () => chosen.set([])), button(said.done, close, { class: 'primary' })));
  return chosen.on(ids => {
    count.classList.remove('full');
    setText(count, said.chosen(ids.length, mostModels()));
    for (const { model, box } of rows) box.checked = ids.includes(model.id);
  });
}

export const openPicker = () => dialog(said.title, fill, 'tall');
