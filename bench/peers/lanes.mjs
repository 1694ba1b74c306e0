import { createInterface } from "node:readline";

const STEPS = 10;
const IN_FLIGHT = 16;

/** What every step of every side does: it answers with its name. */
export const steps = Array.from({ length: STEPS }, (_, index) => `s${index}`);

/**
 * Answers each number on standard input: so many runs, 16 in flight, then the runs per second as one line of JSON. Ends
 * with its standard input.
 */
export async function serve(runOnce) {
  process.stdout.write("ready\n");
  for await (const line of createInterface({ input: process.stdin })) {
    const count = Number(line);
    let left = count;
    const begin = performance.now();
    const lane = async () => {
      while (left-- > 0) await runOnce();
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
    const perSecond = count / ((performance.now() - begin) / 1_000);
    process.stdout.write(`${JSON.stringify({ perSecond })}\n`);
  }
  process.exit(0);
}
