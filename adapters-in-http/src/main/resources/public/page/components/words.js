// Where two texts differ, word by word (after Myers): a shortest way from one to the other.

/** Beyond this many differing words a shortest way takes too long to find. */
const MOST_EDITS = 2_500;

const cut = text => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];

/** How far each diagonal reaches with so many edits, for every number of them up to the one that is enough. */
function frontiers(a, b) {
  const reach = new Map([[1, 0]]);
  const trace = [];
  for (let edits = 0; edits <= Math.min(a.length + b.length, MOST_EDITS); edits++) {
    trace.push(new Map(reach));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = diagonal === -edits
        || (diagonal !== edits && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1));
      let x = down ? reach.get(diagonal + 1) : reach.get(diagonal - 1) + 1;
      let y = x - diagonal;
      while (x < a.length && y < b.length && a[x] === b[y]) { x++; y++; }
      reach.set(diagonal, x);
      if (x >= a.length && y >= b.length) return trace;
    }
  }
  return null;
}

function merged(steps) {
  const parts = [];
  for (const { kind, text } of steps) {
    if (parts.at(-1)?.kind === kind) parts.at(-1).text += text;
    else parts.push({ kind, text });
  }
  return parts;
}

/** Parts in order, each {kind: 'same' | 'gone' | 'new', text}; null where the texts have too little in common. */
export function difference(before, after) {
  const a = cut(before);
  const b = cut(after);
  const trace = frontiers(a, b);
  if (!trace) return null;
  const steps = [];
  let x = a.length;
  let y = b.length;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reach = trace[edits];
    const diagonal = x - y;
    const down = diagonal === -edits
      || (diagonal !== edits && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1));
    const from = down ? diagonal + 1 : diagonal - 1;
    const fromX = edits === 0 ? 0 : reach.get(from);
    const fromY = edits === 0 ? 0 : fromX - from;
    while (x > fromX && y > fromY) steps.push({ kind: 'same', text: a[--x] }) && y--;
    if (edits === 0) break;
    if (down) steps.push({ kind: 'new', text: b[--y] });
    else steps.push({ kind: 'gone', text: a[--x] });
  }
  return merged(steps.reverse());
}
