import type { Json } from "@/lib/release/json-schema";
import type { StateVariable } from "@/lib/release/program";

/** The next value of a state variable. `append` keeps the newest `maxItems`; a sum of what is no number starts at 0. */
export function reduceState(variable: StateVariable, current: Json, written: Json): Json {
  switch (variable.reducer) {
    case "replace":
      return written;
    case "append":
      return [...(Array.isArray(current) ? current : []), ...(Array.isArray(written) ? written : [written])].slice(
        -variable.maxItems,
      );
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
