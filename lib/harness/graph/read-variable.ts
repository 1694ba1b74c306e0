import type { Variable } from "@/lib/harness/graph/variables-of";
import type { ValueType } from "@/lib/harness/nodes/output-schema";

const FALLBACK: Readonly<Record<ValueType, string>> = {
  text: '""',
  number: "0",
  "yes/no": "false",
  list: "[]",
  object: "null",
  any: "null",
};

/** How an expression reads a variable: one that may be missing gets what counts instead, and a text prints objects as JSON. */
export function readVariable({ path, type, optionalAt }: Variable, language: "cel" | "liquid"): string {
  if (language === "cel") {
    if (optionalAt === null) return path;
    const names = path.split(".");
    const before = names.slice(0, optionalAt).join(".");
    return `${before}.?${names.slice(optionalAt).join(".")}.orValue(${FALLBACK[type]})`;
  }
  const filters = [
    ...(optionalAt === null ? [] : ['default: ""']),
    ...(type === "object" || type === "list" ? ["json"] : []),
  ];
  return `{{ ${[path, ...filters].join(" | ")} }}`;
}
