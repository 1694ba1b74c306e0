import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { playValues } from "@/lib/harness/testing/play-values";
import type { Binding } from "@/lib/release/binding";
import type { JsonSchema } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";

const inputs: JsonSchema = {
  type: "object",
  properties: {
    text: { type: "string" },
    count: { type: "integer" },
    tags: { type: "array", items: { type: "string" } },
    more: { type: "object", properties: { price: { type: "number" } }, additionalProperties: false },
  },
  required: ["text", "count", "tags"],
  additionalProperties: false,
};
const input = fc.record(
  {
    text: fc.string({ maxLength: 5 }),
    count: fc.integer({ min: -5, max: 5 }),
    tags: fc.array(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    more: fc.record({ price: fc.integer({ min: 1, max: 9 }) }, { requiredKeys: [] }),
  },
  { requiredKeys: ["text", "count", "tags"] },
);

/** Values that never fail, from the input and from a step before: its `a` is anything, its `b` a list. */
const bindings = (before: string): Binding[] => [
  { lit: "fixed" },
  { lit: [1, null, { a: [true] }] },
  { tpl: "{{ input.text }}!" },
  { ref: { from: "input", path: ["tags"] } },
  { ref: { from: "input", path: ["tags", "0"] } },
  ...[
    ...["input", "input.count * 2", "input.tags[0] + input.text", "input.count > 0.0 ? input.text : input.tags"],
    ...["input.?more.?price.orValue('none')", "has(input.more) ? input.more : input.text", "size(input.tags) - 1.0"],
    ...["input.tags.map(tag, {'tag': tag, 'long': size(tag) > 2})", "input.tags.filter(tag, tag != 'x')"],
    ...["[input.count, input.text]", "'text' in input", "-input.count", "input.tags + [input.text]"],
    ...["string(input.count)", "input.tags.map(input, [input])"],
    ...["output.a", "output.b[0]", "output", "[output.a, output.b]", "output.b.map(one, {'one': one})"].map((read) =>
      read.replaceAll("output", `steps.${before}.output`),
    ),
  ].map((cel) => ({ cel })),
];

test("what a step gives in a run is what it is known to give", () => {
  const count = bindings("start").length;
  const pick = fc.tuple(fc.nat({ max: count - 1 }), fc.nat({ max: count - 1 }));
  fc.assert(
    fc.property(fc.array(pick, { minLength: 1, maxLength: 6 }), input, (picks, given) => {
      const first = { a: { cel: "input" }, b: { cel: "[1.0, 'x']" } };
      const steps = picks.map(([a, b], at) => {
        const from = bindings(`s${at}`);
        const list: Binding = { cel: `[${celOf(from[b])}]` };
        return [`s${at + 1}`, { config: { fields: { a: from[a] ?? { lit: 1 }, b: list }, set: {} } }] as const;
      });
      const draft = {
        ...testGraph(
          { start: { kind: "trigger.api" }, s0: { config: { fields: first, set: {} } }, ...Object.fromEntries(steps) },
          ["start > s0", ...steps.map(([key], at) => `s${at} > ${key}`)],
        ),
        inputs,
      };
      const types = draftTypes(draft, { tools: new Map(), releases: new Map() });
      const { values } = playValues(draft, JSON.parse(JSON.stringify(given)));
      for (const node of draft.nodes.filter((one) => one.id !== nodeId("start"))) {
        const value = values.get(node.key);
        const schema = types.outputOf(node);
        expect([node.config, schema, value, jsonValueIssues(schema, value)]).toEqual([node.config, schema, value, []]);
      }
    }),
    { numRuns: 150 },
  );
});

const celOf = (binding: Binding | undefined): string => (binding && "cel" in binding ? binding.cel : "input.text");
