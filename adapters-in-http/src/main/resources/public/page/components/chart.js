// Amounts by day or month, as bars.

import { h, svg } from './dom.js';

const WIDTH = 600;
const HEIGHT = 85;

/**
 * A chart.
 *
 * @param bars [name, amount, what to say of it] of each bar
 */
export function chart(bars, label) {
  const most = Math.max(0, ...bars.map(([, amount]) => amount)) || 1;
  const wide = WIDTH / bars.length;
  const gap = Math.min(2, wide / 6);
  const drawn = bars.map(([name, amount, said], index) => {
    const height = amount > 0 ? Math.max(1.5, (amount / most) * HEIGHT) : 0;
    return svg('rect', { class: 'chart-bar', x: index * wide + gap, width: wide - 2 * gap, y: 95 - height, height }, svg('title', {}, `${name}: ${said}`));
  });
  return h('div', { class: 'chart-place' }, svg('svg', { viewBox: `0 0 ${WIDTH} 98`, class: 'chart', preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    svg('line', { class: 'chart-line', x1: 0, x2: WIDTH, y1: 96, y2: 96 }), drawn),
  h('p', { class: 'chart-ends hint' }, h('span', {}, bars[0][0]), h('span', {}, bars.at(-1)[0])));
}
