import { onceFor } from "@/lib/harness/graph/once-for";
import { schemasOf } from "@/lib/harness/graph/schemas-of";
import { nodeFinding, type Rule } from "@/lib/harness/readiness/rule";
import type { JsonSchema } from "@/lib/release/json-schema";
import { schemaProblem } from "@/lib/release/schema-problem";

/** A schema that cannot be used lets nothing through: every run, call or answer that it is asked about is refused. */
export const brokenSchema: Rule = {
  name: "broken-schema",
  check: ({ draft }) =>
    schemasOf(draft).flatMap(({ owner, field, node, schema }) => {
      const problem = problemOnce(schema);
      if (!problem) return [];
      const finding = { rule: "broken-schema", severity: "block" as const, field };
      const explanation = `${owner} has a schema that nothing fits. ${problem}`;
      return [node ? nodeFinding(node, { ...finding, explanation }) : { ...finding, explanation }];
    }),
};

const problemOnce = onceFor((schema: JsonSchema): string | null => schemaProblem(schema));
