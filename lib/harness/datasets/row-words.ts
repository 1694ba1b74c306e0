import type { Json } from "@/lib/release/json-schema";

const MAX_PARTS = 8;

/** A value as words in one line, for a list in which people look for a row: its texts and numbers, in their order. */
export function rowWords(value: Json | undefined): string {
  const parts: string[] = [];
  collect(value, parts);
  return parts.join(" · ");
}

function collect(value: Json | undefined, parts: string[]): void {
  if (value === undefined || value === null || parts.length >= MAX_PARTS) return;
  if (typeof value === "object") for (const member of Object.values(value)) collect(member, parts);
  else if (value !== "") parts.push(String(value));
}
