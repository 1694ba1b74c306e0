import type { RecordedRequest } from "@/lib/runtime/cassettes/recorded-request";

type Part = keyof RecordedRequest;
const WORDS: Record<Part, string> = {
  provider: "the provider",
  modelId: "the model",
  instructions: "the system text",
  messages: "the messages",
  tools: "the tools",
  output: "the output schema",
  temperature: "the temperature",
  maxOutputTokens: "the largest answer",
};
const PARTS: readonly Part[] = [
  "provider",
  "modelId",
  "instructions",
  "tools",
  "output",
  "messages",
  "temperature",
  "maxOutputTokens",
];
const MAX_SHOWN = 60;

/** The recorded request that shares the longest beginning with `asked`, part by part; null when there is none. */
export function nearestRequest(asked: RecordedRequest, recorded: readonly RecordedRequest[]): RecordedRequest | null {
  const scored = recorded.map((one) => ({ one, score: likeness(asked, one) }));
  scored.sort((first, second) => second.score - first.score);
  return scored[0]?.one ?? null;
}

const textOf = (request: RecordedRequest, part: Part): string => {
  const value = request[part];
  return typeof value === "string" ? value : JSON.stringify(value);
};

function likeness(asked: RecordedRequest, recorded: RecordedRequest): number {
  return PARTS.reduce((total, part) => {
    const [one, other] = [textOf(asked, part), textOf(recorded, part)];
    const longest = Math.max(one.length, other.length, 1);
    return total + (one === other ? 1 : sharedLength(one, other) / longest);
  }, 0);
}

function sharedLength(one: string, other: string): number {
  let at = 0;
  while (at < one.length && at < other.length && one[at] === other[at]) at += 1;
  return at;
}

/** Why nothing was replayed, in words: what differs first from the nearest recording. */
export function describeMiss(asked: RecordedRequest, nearest: RecordedRequest | null): string {
  const start = `No recorded answer fits this call of ${asked.modelId}.`;
  const fix = "Record it again, or start the run without replaying.";
  if (!nearest) return `${start} Nothing of this model was recorded. ${fix}`;
  const differing = PARTS.filter((part) => textOf(asked, part) !== textOf(nearest, part));
  const [first] = differing;
  // Recordings are blacked out: what was asked may differ in that alone.
  if (!first) return `${start} The nearest recording differs in what is blacked out. ${fix}`;
  const [now, then] = [textOf(asked, first), textOf(nearest, first)];
  const at = Math.max(0, sharedLength(now, then) - 10);
  const shown = (text: string) => JSON.stringify(text.slice(at, at + MAX_SHOWN));
  return `${start} The nearest one differs in ${differing.map((part) => WORDS[part]).join(", ")}; ${WORDS[first]} at ${at}: now ${shown(now)}, recorded ${shown(then)}. ${fix}`;
}
