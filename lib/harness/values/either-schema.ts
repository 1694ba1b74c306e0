import { canonicalJson } from "@/lib/release/canonical-json";
import type { JsonSchema } from "@/lib/release/json-schema";

const ANY: JsonSchema = {};
/** Beyond this many kinds of values nothing useful is known. */
const MAX_CHOICES = 6;

/** The schema of a value that fits one of these, nobody knows which; anything, once nothing is known about one of them. */
export function eitherSchema(schemas: readonly JsonSchema[]): JsonSchema {
  const all = schemas.flatMap((one) => alternativesOf(one));
  if (all.length === 0 || all.some((one) => Object.keys(one).length === 0)) return ANY;
  const distinct = [...new Map(all.map((one) => [canonicalJson(one), one])).values()];
  const hasNumber = distinct.some(({ type }) => type === "number");
  const kept = distinct.filter((one) => !(hasNumber && canonicalJson(one) === INTEGER));
  const [only] = kept;
  if (only && kept.length === 1) return only;
  return kept.length > MAX_CHOICES ? ANY : { anyOf: kept };
}

const INTEGER = canonicalJson({ type: "integer" });

const alternativesOf = (schema: JsonSchema): JsonSchema[] =>
  Array.isArray(schema.anyOf) && Object.keys(schema).length === 1
    ? schema.anyOf.map((one) => (typeof one === "object" && one !== null && !Array.isArray(one) ? one : ANY))
    : [schema];
