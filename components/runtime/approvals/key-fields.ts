/** What a person looks at first: money, then who and what it is about. */
const FIRST = [
  "amount",
  "total",
  "price",
  "currency",
  "to",
  "recipient",
  "email",
  "order_id",
  "id",
  "name",
  "subject",
  "url",
  "host",
  "method",
];
const MAX = 200;

/** The scalar arguments of a call, key ones first, as inert text: control and direction marks are written out. */
export function keyFields(args: unknown): [name: string, value: string][] {
  if (typeof args !== "object" || args === null || Array.isArray(args)) return [];
  const rank = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return Object.entries(args)
    .filter(([, value]) => typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    .sort(([one], [two]) => rank(one) - rank(two))
    .map(([name, value]) => [inertText(name), inertText(String(value)).slice(0, MAX)]);
}

/** Line breaks, control characters, and marks that change the direction of text, written out so that nothing hides. */
export const inertText = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
