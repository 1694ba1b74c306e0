// What a start shows: one line a step, with how long it took; long steps say that they go on.
const STILL_MS = 10_000;
const seconds = (from) => `${((Date.now() - from) / 1000).toFixed(1)} s`;

export function progress(write = (text) => console.log(`slipway  ${text}`)) {
  const startedAt = performance.timeOrigin;
  return {
    note: write,
    async step(name, work) {
      const from = Date.now();
      const still = setInterval(() => write(`${name} … ${seconds(from)}`), STILL_MS);
      try {
        const result = await work();
        write(`${name} ready (${seconds(from)})`);
        return result;
      } finally {
        clearInterval(still);
      }
    },
    done: (address) => write(`\n\n  Slipway runs at ${address}   (${seconds(startedAt)})\n  Ctrl-C stops it.\n`),
  };
}
