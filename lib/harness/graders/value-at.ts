import { canonicalJson } from "@/lib/release/canonical-json";
import type { Json } from "@/lib/release/json-schema";

/** The value at a JSON pointer (RFC 6901); "" is the whole. Undefined when there is nothing. */
export function valueAt(value: Json, pointer: string): Json | undefined {
  if (pointer === "") return value;
  let current: Json | undefined = value;
  for (const raw of pointer.replace(/^\//, "").split("/")) {
    const part = raw.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(current)) current = current[Number(part)];
    else if (typeof current === "object" && current !== null && Object.hasOwn(current, part)) current = current[part];
    else return undefined;
  }
  return current;
}

/** What an object with one member holds, which is how most runs answer; else the value itself. */
export function onlyMember(value: Json | undefined): Json | undefined {
  const members = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.values(value) : [];
  return members.length === 1 ? members[0] : value;
}

/** A value as text: a text itself; an object with one text in it is that text; else canonical JSON. */
export function textOf(value: Json | undefined): string {
  if (value === undefined) return "";
  const only = onlyMember(value);
  return typeof only === "string" ? only : canonicalJson(value);
}

export const short = (text: string): string => (text.length > 120 ? `${text.slice(0, 117)}…` : text);
