// Drawing, batched: whatever changes between two frames is drawn once, and no frame draws for long.

const BUDGET_MS = 10;

const waiting = new Set();
let asked = false;

function drawAll() {
  asked = false;
  const began = performance.now();
  for (const draw of waiting) {
    waiting.delete(draw);
    draw();
    // Who has to wait is first in the next frame: sets keep the order in which they were joined.
    if (performance.now() - began > BUDGET_MS) break;
  }
  if (waiting.size) ask();
}

function ask() {
  if (asked) return;
  asked = true;
  // A page in the background is given no frames, and has to be up to date when it is looked at again.
  if (document.hidden) setTimeout(drawAll, 250);
  else requestAnimationFrame(drawAll);
}

/** Draws by the next frame, however often it is asked for until then. */
export function soon(draw) {
  waiting.add(draw);
  ask();
}

document.addEventListener('visibilitychange', () => {
  asked = false;
  if (waiting.size) ask();
});
