import { z } from "zod";
import { Key } from "@/lib/release/binding";

/** `vars.<name>` in expressions. */
export const VariableName = Key;
/** A value of an environment: a text, a number, or yes or no. */
export const VariableValue = z.union([z.string().max(4_000), z.number(), z.boolean()]);
export type VariableValue = z.infer<typeof VariableValue>;
/** Values by name. */
export const Variables = z.record(z.string(), VariableValue);
export type Variables = z.infer<typeof Variables>;

export const VariableType = z.enum(["text", "number", "yes/no"]);
export type VariableType = z.infer<typeof VariableType>;

export function typeOfVariable(value: VariableValue): VariableType {
  if (typeof value === "string") return "text";
  return typeof value === "number" ? "number" : "yes/no";
}
