import { jsonHazard } from "@/lib/platform/http/json-hazard";

// biome-ignore lint/suspicious/noControlCharactersInRegex: U+0000 is what Postgres refuses
const REFUSED = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text that Postgres accepts: without U+0000 and without lone surrogates. */
export const cleanText = (text: string): string => text.replace(REFUSED, "");

/** JSON that Postgres accepts as jsonb: the same characters are gone, in texts and in keys. */
export const cleanJson = (value: unknown): string => JSON.stringify(value, (_key, inner) => cleanPart(inner)) ?? "null";

/** The value itself while Postgres accepts it, else a copy without those characters. */
export const cleanValue = <T>(value: T): T => (jsonHazard(value) ? JSON.parse(cleanJson(value)) : value);

function cleanPart(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const keys = Object.keys(value);
  if (keys.every((key) => cleanText(key) === key)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), inner]));
}
