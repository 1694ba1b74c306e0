import type { Variable } from "@/lib/harness/graph/variables-of";
import { typeOf } from "@/lib/harness/nodes/output-schema";
import type { JsonSchema } from "@/lib/release/json-schema";
import type { NodeKind } from "@/lib/release/node-config";

const TEXT: JsonSchema = { type: "string" };
const NUMBER: JsonSchema = { type: "number" };
const MAP: JsonSchema = { type: "object", additionalProperties: TEXT };

/** What `input` is where an expression of a step reads something else than the run. */
const OWN: Partial<Record<NodeKind, Readonly<Record<string, JsonSchema>>>> = {
  "trigger.webhook": { "input.body": {}, "input.headers": MAP, "input.query": MAP },
  guardrail: { "input.text": TEXT },
  agent: {
    "input.text": TEXT,
    "input.turn": NUMBER,
    "input.tokens": NUMBER,
    "input.calls": { type: "array", items: { type: "object" } },
  },
};

/** The variables of an expression with a scope of its own: the request of a webhook, the text of a check, the turn of an agent. */
export const ownVariables = (kind: NodeKind): Variable[] =>
  Object.entries(OWN[kind] ?? {}).map(([path, schema]) => ({
    ...{ path, schema },
    type: typeOf(schema),
    optionalAt: null,
    step: null,
  }));
