// Elements are made here, of names that stand in the code and of text; never of markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === 'value' || name === 'checked' || name === 'disabled' || name === 'hidden') {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** An element with attributes, listeners under `on`, and children: elements, or text that stays text. */
export const h = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

export const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

/** A button that says what it does. */
export const button = (label, onClick, attributes = {}) =>
  h('button', { type: 'button', on: { click: onClick }, ...attributes }, label);

/** A field with its label around it. */
export const labelled = (label, field) => h('label', { class: 'field' }, h('span', {}, label), field);

/** Changes text only where it differs, so that a reader's selection stays. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
