const MAX_DEPTH = 64;

/** Whether a JSON text is nested deeper than 64 levels. Looked at before it is parsed: a parser needs memory for each level. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(STRUCTURE)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** Brackets, and texts as a whole, so that brackets inside of them do not count. A text that never ends is one, too: quadratic else. */
const STRUCTURE = /"(?:[^"\\]|\\.)*(?:"|\\?$)|[[\]{}]/gs;

export type JsonHazard = { pointer: string; message: string };

/**
 * Why a parsed JSON value is not taken from outside, in a sentence with the place (a JSON pointer), or null: nested deeper
 * than 64; with a key "__proto__", which no document of ours has and which other code may take for an object's prototype;
 * or with a text that cannot be stored. `except`: places whose text is looked at later. Walks without recursion.
 */
export function jsonHazard(value: unknown, except: readonly string[] = []): JsonHazard | null {
  if (typeof value === "string") return isUnstorable(value) ? { pointer: "", message: wordsOf(value) } : null;
  const waiting: Part[] = isObject(value) ? [{ value, pointer: "", depth: 1 }] : [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { pointer, depth } = next;
    if (depth > MAX_DEPTH) return { pointer, message: `The JSON is nested deeper than ${MAX_DEPTH} levels.` };
    const hazard = hazardIn(next, except, waiting);
    if (hazard) return hazard;
  }
  return null;
}

type Part = { value: object; pointer: string; depth: number };
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
/** As RFC 6901 writes a member. */
const placeOf = (pointer: string, key: string) => `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;

/** The first hazard among the members; those to be walked go to `waiting`. A list of a million numbers costs a look at each. */
function hazardIn(part: Part, except: readonly string[], waiting: Part[]): JsonHazard | null {
  const { value, pointer, depth } = part;
  const keys = Array.isArray(value) ? null : Object.keys(value);
  const members: readonly unknown[] = Object.values(value);
  for (let at = 0; at < members.length; at += 1) {
    const inner = members[at];
    if (keys === null && typeof inner !== "string" && !isObject(inner)) continue;
    const key = keys?.[at] ?? String(at);
    const message = keyHazard(key) ?? textHazard(inner);
    const place = () => placeOf(pointer, key);
    if (message !== null && !except.includes(place())) return { pointer: place(), message };
    if (isObject(inner)) waiting.push({ value: inner, pointer: place(), depth: depth + 1 });
  }
  return null;
}

function keyHazard(key: string): string | null {
  if (key === "__proto__") return 'The JSON has a key "__proto__", which is not accepted.';
  return isUnstorable(key) ? `A key of the JSON has ${UNSTORABLE}.` : null;
}

const textHazard = (value: unknown) => (typeof value === "string" && isUnstorable(value) ? wordsOf(value) : null);

const UNSTORABLE = "a character that cannot be stored (NUL, or half of a surrogate pair)";
/** The database holds every text but one with NUL or with half of a surrogate pair. */
const isUnstorable = (text: string): boolean => text.includes("\0") || !text.isWellFormed();

function wordsOf(text: string): string {
  const lines = text.split("\n");
  const where = lines.length === 1 ? "" : ` in line ${lines.findIndex(isUnstorable) + 1}`;
  return `The text has ${UNSTORABLE}${where}.`;
}
