import type { Json } from "@/lib/release/json-schema";

/** The value of a text that somebody types, or null while it is no JSON. */
export function readJson(text: string): { value: Json } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}
