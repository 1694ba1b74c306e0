/** Most specific first; every pattern is linear in the length of the text. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<uuid>"],
  [/\b[a-z]{2,8}_(?=[a-z]*\d)[a-z0-9]{6,40}\b/gi, "<id>"],
  [/\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?/g, "<time>"],
  [/\b1\d{9}(?:\d{3})?\b/g, "<time>"],
  [/\bhttps?:\/\/[^\s"'<>]+/gi, "<url>"],
  [/\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}\b/g, "<email>"],
  [/\b0x[0-9a-f]+\b/gi, "<hex>"],
  [/(?<![\w.])\/[\w.-]+(?:\/[\w.-]+)+/g, "<path>"],
  [/\d{4,}/g, "<number>"],
  [/"[^"]{40,}"|'[^']{40,}'/g, "<text>"],
];
const MAX_CHARACTERS = 2_000;

/** The text of an error without what differs from one occurrence to the next: ids, times, addresses, long numbers. */
export function normaliseErrorMessage(message: string): string {
  const cut = message.slice(0, MAX_CHARACTERS);
  return RULES.reduce((text, [pattern, name]) => text.replace(pattern, name), cut)
    .replace(/\s+/g, " ")
    .trim();
}
