import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { JsonSchema } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";

/** A schema of a draft. `owner` says in words whose it is; `field` is its place in the draft, or in the node. */
type OwnedSchema = { owner: string; field: string; node: DraftNode | null; schema: JsonSchema };

/** Every schema that a draft holds: of its input, its output and its state, and those in the configuration of its steps. */
export const schemasOf = ({ inputs, outputs, state, nodes }: Draft): OwnedSchema[] => [
  { owner: "The input of a run", field: "inputs", node: null, schema: inputs },
  { owner: "The output of a run", field: "outputs", node: null, schema: outputs },
  ...Object.entries(state).map(([name, { schema }]) => ({
    ...{ owner: `The state "${name}"`, field: `state.${name}` },
    ...{ node: null, schema },
  })),
  ...nodes.flatMap(schemasOfNode),
];

const schemasOfNode = onceFor((node: DraftNode): readonly OwnedSchema[] => {
  const { label, config } = node;
  const named = [
    { owner: `The answer of "${label}"`, field: "output.schema", value: config.output },
    { owner: `The answer of "${label}"`, field: "response.schema", value: config.response },
    { owner: `The form of "${label}"`, field: "form.schema", value: config.form },
    ...checksOf(node).map((check, at) => ({
      ...{ owner: `Check ${at + 1} of "${label}"`, field: `checks.${at}.schema` },
      value: check.kind === "schema" ? check.schema : undefined,
    })),
  ];
  return named.flatMap(({ owner, field, value }) => {
    const schema = JsonSchema.safeParse(value).data;
    return schema ? [{ owner, field, node, schema }] : [];
  });
});

const checksOf = ({ kind, config }: DraftNode) =>
  (kind === "guardrail" && NODE_CONFIG.guardrail.shape.checks.safeParse(config.checks).data) || [];
