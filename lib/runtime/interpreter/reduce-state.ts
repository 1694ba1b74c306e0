import type { Json } from "@/lib/release/json-schema";
import type { StateVariable } from "@/lib/release/program";

const asList = (value: Json): Json[] => (Array.isArray(value) ? value : [value]);

/** Whether appending would make the list of a variable longer than it may be. */
export const isOverfull = (variable: StateVariable, current: Json, written: Json): boolean =>
  variable.reducer === "append" &&
  (Array.isArray(current) ? current.length : 0) + asList(written).length > variable.maxItems;

/** The next value of a state variable; a sum of what is no number starts at 0. */
export function reduceState(variable: StateVariable, current: Json, written: Json): Json {
  switch (variable.reducer) {
    case "replace":
      return written;
    case "append":
      return [...(Array.isArray(current) ? current : []), ...asList(written)];
    case "merge":
      return { ...asObject(current), ...asObject(written) };
    case "sum":
      return asNumber(current) + asNumber(written);
    case "max":
      return Math.max(asNumber(current), asNumber(written));
  }
}

const asNumber = (value: Json): number => (typeof value === "number" ? value : 0);
const asObject = (value: Json): Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
