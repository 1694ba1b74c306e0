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

/**
 * Why a parsed JSON value is not taken from outside, in a sentence, or null: nested deeper than 64, or with a key
 * "__proto__", which no document of ours has and which other code may take for an object's prototype. Walks without recursion.
 */
export function jsonHazard(value: unknown): string | null {
  const waiting: { value: object; depth: number }[] = isObject(value) ? [{ value, depth: 1 }] : [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.depth > MAX_DEPTH) return `The JSON is nested deeper than ${MAX_DEPTH} levels.`;
    if (Object.hasOwn(next.value, "__proto__")) return 'The JSON has a key "__proto__", which is not accepted.';
    for (const inner of Object.values(next.value))
      if (isObject(inner)) waiting.push({ value: inner, depth: next.depth + 1 });
  }
  return null;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
