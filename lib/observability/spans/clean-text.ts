// biome-ignore lint/suspicious/noControlCharactersInRegex: U+0000 is what Postgres refuses
const REFUSED = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text that Postgres accepts: without U+0000 and without lone surrogates. */
export const cleanText = (text: string): string => text.replace(REFUSED, "");

/** JSON that Postgres accepts as jsonb: the same characters, where `JSON.stringify` escaped them, are gone. */
export function cleanJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner) => (typeof inner === "string" ? cleanText(inner) : inner)) ?? "null";
}
