import { membersOf } from "@/lib/harness/nodes/output-schema";
import { compatible } from "@/lib/harness/values/compatible";
import { eitherSchema } from "@/lib/harness/values/either-schema";
import { JsonSchema } from "@/lib/release/json-schema";

type Fields = Readonly<Record<string, JsonSchema>>;
type Loop = {
  /** What each carried field starts as. */
  initial: Fields;
  /** What the lines to the end of the body bring, when it gets this. */
  endsOf(carry: JsonSchema): readonly JsonSchema[];
};

const ANY: JsonSchema = {};
const MAX_ROUNDS = 4;

/**
 * What a loop carries into its rounds. Each field is taken to be what it starts as; if what the body then makes of it fits,
 * it stays so in every round, by induction. If not, it is either, and then anything. Fields that only the body brings may
 * be missing.
 */
export function carriedValues({ initial, endsOf }: Loop): JsonSchema {
  let fields = initial;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const made = mergedEnds(endsOf(carrySchema(fields, initial)));
    if (made === null) return openSchema(initial);
    const moved = Object.entries(made).filter(([name, schema]) => !stays(fields[name], schema));
    if (moved.length === 0) return carrySchema(fields, initial);
    const next = moved.map(([name, schema]) => [name, round < 2 ? eitherOf(fields[name], schema) : ANY] as const);
    fields = { ...fields, ...Object.fromEntries(next) };
  }
  return carrySchema(Object.fromEntries(Object.keys(fields).map((name) => [name, ANY])), initial);
}

const stays = (assumed: JsonSchema | undefined, made: JsonSchema): boolean =>
  assumed !== undefined && compatible(made, assumed).verdict === "yes";

const eitherOf = (assumed: JsonSchema | undefined, made: JsonSchema): JsonSchema =>
  eitherSchema(assumed === undefined ? [made] : [assumed, made]);

/** Every field that a round may bring, with what it may be; null when it may bring fields that nobody knows. */
function mergedEnds(ends: readonly JsonSchema[]): Fields | null {
  const brought = ends.flatMap(alternativesOf).map(broughtBy);
  const all: Record<string, JsonSchema> = {};
  for (const fields of brought) {
    if (fields === null) return null;
    for (const [name, schema] of Object.entries(fields)) all[name] = eitherOf(all[name], schema);
  }
  return all;
}

const alternativesOf = (schema: JsonSchema): JsonSchema[] =>
  Array.isArray(schema.anyOf) ? schema.anyOf.map((one) => JsonSchema.safeParse(one).data ?? ANY) : [schema];

/** What is no object is the field `value`. */
function broughtBy(schema: JsonSchema): Fields | null {
  const members = membersOf(schema);
  if (members) return members.isClosed ? members.properties : null;
  return typeof schema.type === "string" && schema.type !== "object" ? { value: schema } : null;
}

const carrySchema = (fields: Fields, initial: Fields): JsonSchema => ({
  ...{ type: "object", properties: fields, required: Object.keys(initial), additionalProperties: false },
});

/** The fields that it starts with stay, as anything. */
const openSchema = (initial: Fields): JsonSchema => ({
  type: "object",
  properties: Object.fromEntries(Object.keys(initial).map((name) => [name, ANY])),
  required: Object.keys(initial),
});
