import type { Json } from "@/lib/release/json-schema";
import { findPii, findSecrets } from "@/lib/runtime/guardrails/find-secrets";

const PERSONAL = ["email", "phone", "iban", "card", "ip"] as const;

/** The value with every secret and every piece of personal data in its texts replaced by its kind: `[email]`. */
export function blackOut(value: Json): Json {
  if (typeof value === "string") return blackOutText(value);
  if (Array.isArray(value)) return value.map(blackOut);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, blackOut(member)]));
}

function blackOutText(text: string): string {
  const places = [...findSecrets(text), ...findPii(text, PERSONAL)].sort((one, other) => one.from - other.from);
  let shown = "";
  let end = 0;
  for (const place of places) {
    if (place.from >= end) shown += `${text.slice(end, place.from)}[${place.name}]`;
    end = Math.max(end, place.to);
  }
  return shown + text.slice(end);
}
