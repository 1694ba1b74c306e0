import type { Json } from "@/lib/release/json-schema";

const PLACEHOLDER = /\{\{\s*([\w.]+)(?:\|([\w ]*))?\s*\}\}/g;
const WHOLE = /^\{\{\s*([\w.]+)\s*\}\}$/;

/**
 * Fills `{{a.b.0}}` with own properties of `values`; what is missing becomes "?", or "none" for `{{a.b|none}}`. A string that is one placeholder takes
 * the value itself, so that numbers stay numbers.
 */
export function fillTemplate(template: Json, values: Record<string, Json>): Json {
  if (typeof template === "string") return fillText(template, values);
  if (Array.isArray(template)) return template.map((item) => fillTemplate(item, values));
  if (typeof template === "object" && template !== null)
    return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fillTemplate(value, values)]));
  return template;
}

function fillText(template: string, values: Record<string, Json>): Json {
  const whole = WHOLE.exec(template)?.[1];
  if (whole) return read(values, whole) ?? "?";
  return template.replace(PLACEHOLDER, (_all, path: string, otherwise?: string) =>
    printed(read(values, path), otherwise),
  );
}

function read(values: Record<string, Json>, path: string): Json | undefined {
  let value: Json | undefined = values;
  for (const part of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Array.isArray(value) ? value[Number(part)] : value[part];
  }
  return value;
}

function printed(value: Json | undefined, otherwise = "?"): string {
  if (value === undefined) return otherwise;
  return typeof value === "string" ? value : JSON.stringify(value);
}
