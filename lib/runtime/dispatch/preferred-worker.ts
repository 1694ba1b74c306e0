/**
 * The worker that takes a notified run: rendezvous hashing, so that all workers agree without a word and a worker that
 * comes or goes moves only its own share. Null when there is none.
 */
export function preferredWorker(runId: string, workers: readonly string[]): string | null {
  let best: string | null = null;
  let highest = -1;
  for (const worker of workers) {
    const score = hash(`${worker}:${runId}`);
    if (score > highest) [best, highest] = [worker, score];
  }
  return best;
}

/** FNV-1a with a final mix, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b) >>> 0;
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35) >>> 0;
  return (value ^ (value >>> 16)) >>> 0;
}
