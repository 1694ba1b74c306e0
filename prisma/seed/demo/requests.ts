/** What the people of the demo ask. `[simulate …]` makes the simulated model fail as a real one would (docs/models.md). */
export type DemoRequest = { harness: "support-desk" | "research-fan-out" | "triage"; input: Record<string, string> };

const SUPPORT = [
  "Where is order A-1001?",
  "Where is order A-1007?",
  "Please refund EUR 20 for order A-1002, the box was open",
  "Please refund EUR 12.50 for order B-2210",
  "Please refund order A-1001",
  "My kettle arrived broken, what now?",
  "I was charged twice, my invoice shows two payments",
  "Remember that I prefer e-mail over phone",
  "What do you know about me?",
  "Where is order C-40404?",
  "Where is order X-1200?",
  "Please refund EUR 8 for order A-1044",
  "Where is order B-3120? It should have been here on Tuesday",
];
const RESEARCH = [
  "heat pumps in old houses",
  "four day weeks",
  "night trains",
  "electric cargo bikes",
  "green hydrogen",
  "glass recycling",
];
const TRIAGE = [
  "The export crashes with an error when a name has an umlaut",
  "I was charged for last month again",
  "This mail looks like phishing, somebody pretends to be our bank",
  "When do you open on Saturday?",
  "The dashboard is slow since this morning",
  "Please send the invoice with our VAT id",
  "The app does not start after the update",
  "Thank you for the quick help",
];
const FAULTS = [
  "[simulate rate-limit once]",
  "[simulate outage once]",
  "[simulate timeout once]",
  "[simulate outage]",
  "[simulate timeout]",
  "[simulate bad-json]",
];

/** Numbers in [0,1) that are the same in every seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = <T>(list: readonly T[], random: () => number): T => {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error("Nothing to pick from.");
  return found;
};

/** One request; `trouble` is the share of those for which the simulated provider is made to fail. */
export function demoRequest(random: () => number, trouble: number): DemoRequest {
  const fault = random() < trouble ? ` ${pick(FAULTS, random)}` : "";
  const kind = random();
  if (kind < 0.55) return { harness: "support-desk", input: { message: pick(SUPPORT, random) + fault } };
  if (kind < 0.72) return { harness: "research-fan-out", input: { topic: pick(RESEARCH, random) + fault } };
  return { harness: "triage", input: { message: pick(TRIAGE, random) + fault } };
}

const HOUR_MS = 3_600_000;
const DAYS = 7;

/**
 * When requests came in: more by day than by night, less at weekends, over the last seven days, oldest first. One hour two
 * days ago had an outage.
 */
export function demoTimes(count: number, nowMs: number, random: () => number): { at: number; trouble: number }[] {
  const outage = nowMs - 2 * 24 * HOUR_MS - 3 * HOUR_MS;
  const times: { at: number; trouble: number }[] = [];
  while (times.length < count) {
    const at = nowMs - 5 * 60_000 - random() * DAYS * 24 * HOUR_MS;
    const date = new Date(at);
    const byDay = date.getUTCHours() >= 7 && date.getUTCHours() < 19 ? 1 : 0.25;
    const byWeek = date.getUTCDay() % 6 === 0 ? 0.4 : 1;
    const isOutage = Math.abs(at - outage) < HOUR_MS;
    if (random() < byDay * byWeek || isOutage) times.push({ at, trouble: isOutage ? 0.6 : 0.06 });
  }
  return times.sort((one, other) => one.at - other.at);
}
