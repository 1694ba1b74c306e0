import type { Names } from "@/lib/harness/graph/names";
import { membersOf, typeOf, type ValueType } from "@/lib/harness/nodes/output-schema";
import type { JsonSchema } from "@/lib/release/json-schema";

export type Variable = {
  /** As an expression reads it: `steps.agent.output.text`. */
  path: string;
  type: ValueType;
  schema: JsonSchema;
  /** Position in the path of the first name that may be missing: a step of some paths only, or a field that is not required. */
  optionalAt: number | null;
  /** The step whose output it is, or null. `field`: the way into the output, for a value of the last run. */
  step: { id: string; label: string; field: string[] } | null;
};

const MAX_DEPTH = 3;
const MAX_FIELDS = 40;

/** What a picker offers, in the order in which people look for it: the run's input, the item, steps, state, variables, the run. */
export function variablesOf(names: Names): Variable[] {
  return [
    ...fieldsOf("input", names.inputs, { optionalAt: null, step: null }),
    ...(names.isInMap ? [...withFields("item", names.item), plain("index", NUMBER)] : []),
    ...(names.isInLoop ? [plain("iter.index", NUMBER), ...withFields("iter.carry", carryOf(names))] : []),
    ...names.steps.flatMap(({ node, schema, isOptional }) =>
      node.kind.startsWith("trigger.")
        ? []
        : fieldsOf(`steps.${node.key}.output`, schema, {
            optionalAt: isOptional ? 1 : null,
            step: { id: node.id, label: node.label, field: [] },
          }),
    ),
    ...Object.entries(names.state).flatMap(([name, { schema }]) => withFields(`state.${name}`, schema)),
    ...Object.entries(membersOf(names.vars)?.properties ?? {}).map(([name, schema]) => plain(`vars.${name}`, schema)),
    ...["run.id", "run.environment", "run.startedAt"].map((path) => plain(path, TEXT)),
    ...["run.threadId", "run.userId"].map((path) => plain(path, TEXT_OR_NOTHING)),
  ];
}

const NUMBER: JsonSchema = { type: "number" };
const OBJECT: JsonSchema = { type: "object" };
const TEXT: JsonSchema = { type: "string" };
/** A run that no conversation, or no end user, belongs to. */
const TEXT_OR_NOTHING: JsonSchema = { anyOf: [TEXT, { type: "null" }] };
const plain = (path: string, schema: JsonSchema): Variable => ({
  ...{ path, schema },
  type: typeOf(schema),
  optionalAt: null,
  step: null,
});

/** Even where nothing is known of its fields it is an object. */
const carryOf = ({ carry }: Names): JsonSchema => (Object.keys(carry).length === 0 ? OBJECT : carry);

/** A value itself, and what is known inside of it. */
function withFields(path: string, schema: JsonSchema): Variable[] {
  const fields = fieldsOf(path, schema, { optionalAt: null, step: null });
  return fields.some((one) => one.path === path) ? fields : [plain(path, schema), ...fields];
}

type Owner = Pick<Variable, "optionalAt" | "step">;

/** A value and the fields below it that are declared; at most three levels and 40 fields. */
function fieldsOf(path: string, schema: JsonSchema, owner: Owner, depth = 0): Variable[] {
  const members = depth < MAX_DEPTH ? membersOf(schema) : null;
  const inner = members
    ? Object.entries(members.properties).flatMap(([name, field]) =>
        fieldsOf(
          `${path}.${name}`,
          field,
          {
            optionalAt: owner.optionalAt ?? (members.required.has(name) ? null : path.split(".").length),
            step: owner.step && { ...owner.step, field: [...owner.step.field, name] },
          },
          depth + 1,
        ),
      )
    : [];
  const self = { path, schema, type: typeOf(schema), ...owner };
  return (inner.length > 0 && depth === 0 ? inner : [self, ...inner]).slice(0, MAX_FIELDS);
}
