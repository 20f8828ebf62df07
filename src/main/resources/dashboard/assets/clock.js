// The engine's clock, which a demo runs faster than ours: followed by what it tells, and its speed by two of its readings.
let engine = Date.now();
let ours = performance.now();
let speed = 1;
let base = null;

export function heard(iso) {
  const told = Date.parse(iso);
  const now = performance.now();
  if (Number.isNaN(told)) return;
  if (base && now - base.ours > 3000) {
    speed = Math.max(0, (told - base.engine) / (now - base.ours));
    if (now - base.ours > 30_000) base = {engine: told, ours: now};
  }
  base ??= {engine: told, ours: now};
  engine = told;
  ours = now;
}

export const engineNow = () => engine + (performance.now() - ours) * speed;
