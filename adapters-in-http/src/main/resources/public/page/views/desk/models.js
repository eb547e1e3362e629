// How models are sold: as the provider and the price list say, or otherwise.

import { desk } from '../../api/service.js';
import { button, h, labelled } from '../../components/dom.js';
import { catalogue } from '../../state/session.js';
import { format, shelf as said, words } from '../../strings.js';
import { failedIn, formOf, tableOf } from '../forms.js';

const MOST = 25;
const PRICES = { input_usd_per_million: said.input, output_usd_per_million: said.output, request_usd: said.request };

const isChanged = ({ hidden, minimum_tier, pricing }) => hidden || minimum_tier !== null || pricing !== null;

function howOf({ override }) {
  if (override.hidden) return said.hidden;
  return isChanged(override) ? said.other : said.usual;
}

/** A form with the whole of what is sold otherwise; `after` is called once it is in force. */
function changing(model, after) {
  const { provided, override } = model;
  const hidden = h('input', { type: 'checkbox', checked: override.hidden });
  const tier = h('select', {}, h('option', { value: '' }, said.given(provided.minimum_tier)), catalogue.get().tiers.map(each =>
    h('option', { value: each.tier, selected: each.tier === override.minimum_tier }, format.tier(each.tier))));
  const prices = Object.entries(PRICES).map(([name, label]) => [name, label(provided.pricing[name]),
    h('input', { inputmode: 'decimal', pattern: '[0-9]{1,6}([.][0-9]{1,12})?', value: override.pricing?.[name] ?? '' })]);
  const reason = h('input', { required: true, maxlength: '500' });
  return h('section', { class: 'box' }, h('h4', {}, model.name), formOf([h('label', { class: 'check' }, hidden, said.hide),
    labelled(said.minimum, tier), ...prices.map(([, label, field]) => labelled(label, field)), h('p', { class: 'hint' }, said.allOrNone),
    labelled(said.reason, reason)], said.save, async () => {
    const given = prices.filter(([, , field]) => field.value.trim());
    await desk.model(model.id, {
      hidden: hidden.checked, minimum_tier: tier.value || null,
      pricing: given.length ? Object.fromEntries(given.map(([name, , field]) => [name, field.value.trim()])) : null,
      reason: reason.value.trim(),
    });
    await after();
    return said.done;
  }, { id: 'sell' }));
}

async function shelfInto(place) {
  const table = h('div', {});
  const opened = h('div', {});
  let models = [];
  const read = async () => { models = (await desk.models()).data; };
  const open = id => {
    opened.replaceChildren(changing(models.find(model => model.id === id), async () => {
      await read();
      draw();
    }));
    opened.scrollIntoView({ block: 'nearest' });
  };
  const search = h('input', { type: 'search', placeholder: said.search, 'aria-label': said.search, on: { input: () => draw() } });
  const draw = () => {
    const wanted = search.value.trim().toLowerCase();
    const found = models.filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(wanted))
      .sort((one, other) => isChanged(other.override) - isChanged(one.override));
    table.replaceChildren(tableOf([said.model, said.tier, said.price, said.how, ''], found.slice(0, MOST).map(model => [
      model.name, format.tier(model.sold.minimum_tier), said.terms(model.sold.pricing), howOf(model),
      button(said.change, () => open(model.id), { 'aria-label': said.changeOf(model.name) })])),
    found.length > MOST ? h('p', { class: 'hint' }, said.more(found.length - MOST)) : '');
  };
  await read();
  draw();
  place.replaceChildren(h('p', { class: 'hint' }, said.note), search, table, opened);
}

export function modelsPart() {
  const element = h('section', { class: 'panel' }, h('p', { class: 'hint' }, words.starting));
  shelfInto(element).catch(failedIn(element));
  return { element };
}
