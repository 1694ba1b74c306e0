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
    const hazard = hazardIn(next).find((one) => !except.includes(one.pointer));
    if (hazard) return hazard;
    for (const part of partsIn(next)) waiting.push(part);
  }
  return null;
}

type Part = { value: object; pointer: string; depth: number };
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
/** As RFC 6901 writes a member. */
const placeOf = (pointer: string, key: string) => `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;

const partsIn = ({ value, pointer, depth }: Part): Part[] =>
  Object.entries(value).flatMap(([key, inner]) =>
    isObject(inner) ? { value: inner, pointer: placeOf(pointer, key), depth: depth + 1 } : [],
  );

const hazardIn = ({ value, pointer }: Part): JsonHazard[] =>
  Object.entries(value).flatMap(([key, inner]) => {
    const message = memberHazard(key, inner);
    return message === null ? [] : { pointer: placeOf(pointer, key), message };
  });

function memberHazard(key: string, inner: unknown): string | null {
  if (key === "__proto__") return 'The JSON has a key "__proto__", which is not accepted.';
  if (isUnstorable(key)) return `A key of the JSON has ${UNSTORABLE}.`;
  return typeof inner === "string" && isUnstorable(inner) ? wordsOf(inner) : null;
}

const UNSTORABLE = "a character that cannot be stored (NUL, or half of a surrogate pair)";
/** The database holds every text but one with NUL or with half of a surrogate pair. */
const isUnstorable = (text: string): boolean => text.includes("\0") || !text.isWellFormed();

function wordsOf(text: string): string {
  const lines = text.split("\n");
  const where = lines.length === 1 ? "" : ` in line ${lines.findIndex(isUnstorable) + 1}`;
  return `The text has ${UNSTORABLE}${where}.`;
}
