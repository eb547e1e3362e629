// Small drawings for buttons, sixteen by sixteen, in lines.

import { h, svg } from './dom.js';

const LINES = {
  close: 'M4 4l8 8M12 4l-8 8',
  stop: 'M4.5 4.5h7v7h-7z',
  again: 'M12.5 8a4.5 4.5 0 1 1-1.4-3.3M12.5 2.5v3h-3',
  copy: 'M6 6h7.5v7.5H6zM10 6V2.5H2.5V10H6',
  raw: 'M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5',
  difference: 'M8 2.5v6M5 5.5h6M5 12.5h6',
  only: 'M3 3v5.5h9M9.5 5.5l3 3-3 3',
  full: 'M9.5 2.5h4v4M13.5 2.5L9 7M6.5 13.5h-4v-4M2.5 13.5L7 9',
  down: 'M8 3v9.5M4 8.5l4 4 4-4',
  pencil: 'M3 13l.5-2.5L11 3l2 2-7.5 7.5zM9.5 4.5l2 2',
  bin: 'M3 4.5h10M6.5 4.5V2.5h3v2M4.5 4.5l.5 9h6l.5-9',
  save: 'M8 2.5v7.5M5 7l3 3 3-3M3 13.5h10',
  system: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  light: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9L13 13M3 13l1.1-1.1M11.9 4.1L13 3',
  dark: 'M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z',
};

export const icon = name => svg('svg', { viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true' }, svg('path', { d: LINES[name] }));

/** A button of one drawing, with its name for those who cannot see or guess it. */
export const sign = (name, label, onClick, attributes = {}) =>
  h('button', { type: 'button', class: 'sign', title: label, 'aria-label': label, on: { click: onClick }, ...attributes }, icon(name));
