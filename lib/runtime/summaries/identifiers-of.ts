/** What a reader must be able to look up again: addresses, numbers with two digits or more, dates, and ids with a digit. */
const URL = /\bhttps?:\/\/[^\s<>"'`)\]}]+/gu;
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Also prices, dates, order numbers and uuids: letters, digits and what joins them. */
const WORD = /[\p{L}\p{N}]+(?:[-_./:#,][\p{L}\p{N}]+)*/gu;
/** Our own numbers of the messages, at the beginning of their lines. */
const MARK = /^\[\d+\] /gmu;
const LONGEST = 120;
const AT_MOST = 200;

/** Identifiers of a text, each once, in their order; at most 200. */
export function identifiersOf(text: string): string[] {
  const found = new Set<string>();
  const without = [URL, EMAIL].reduce(
    (rest, pattern) => rest.replace(pattern, (one) => keep(found, one.replace(/[.,;:!?]+$/u, ""))),
    text.replaceAll(MARK, ""),
  );
  for (const [word] of without.matchAll(WORD)) if (isIdentifier(word)) keep(found, word);
  return [...found].slice(0, AT_MOST);
}

function keep(found: Set<string>, one: string): string {
  if (one.length <= LONGEST) found.add(one);
  return " ";
}

const isIdentifier = (word: string): boolean => {
  const digits = word.match(/\p{N}/gu)?.length ?? 0;
  return digits >= 2 || (digits === 1 && /\p{L}/u.test(word));
};
