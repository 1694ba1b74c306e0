import { countTokens as countRaw } from "gpt-tokenizer/encoding/o200k_base";

/** Text such as `<|endoftext|>` is text, not a control token: without this the tokenizer throws. */
const OPTIONS = { disallowedSpecial: new Set<string>() };
/** Unbroken runs cost quadratic time in byte pair encoding, so they are counted in slices. */
const RUN = /\S{128,}|\s{128,}/g;
const SLICE = 128;
const CACHED_TEXTS = 2_000;
const cache = new Map<string, number>();

/**
 * Tokens of a text by the o200k encoding. Exact for prose of OpenAI models, within +0.2 % for base64. Models of other
 * makers count up to 15 % more: context plans multiply by such a ratio. Linear in the length of the text.
 */
export function countTokens(text: string): number {
  const known = cache.get(text);
  if (known !== undefined) return known;
  let total = 0;
  let from = 0;
  for (const match of text.matchAll(RUN)) {
    total += countRaw(text.slice(from, match.index), OPTIONS);
    for (let at = 0; at < match[0].length; at += SLICE) total += countRaw(match[0].slice(at, at + SLICE), OPTIONS);
    from = match.index + match[0].length;
  }
  total += countRaw(text.slice(from), OPTIONS);
  if (text.length <= 20_000) remember(text, total);
  return total;
}

function remember(text: string, total: number): void {
  const oldest = cache.size >= CACHED_TEXTS ? cache.keys().next() : null;
  if (oldest && !oldest.done) cache.delete(oldest.value);
  cache.set(text, total);
}
