import type { VariableType, VariableValue } from "@/lib/release/variables";

/** A value as a field shows it; "" is none. */
export const textOf = (value: VariableValue | null): string => {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value === null ? "" : String(value);
};

/** What was typed as a value; null is none, undefined what is no such value. */
export function readValue(type: VariableType, text: string): VariableValue | null | undefined {
  if (text.trim() === "") return null;
  if (type === "text") return text;
  if (type === "yes/no") return text === "yes" || text === "no" ? text === "yes" : undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
