import type { Draft } from "@/lib/harness/graph/draft";
import type { ReadinessCase } from "@/lib/harness/testing/readiness-case";
import { changed, library, needed, outputs, pinned, ready, withNode } from "@/lib/harness/testing/readiness-drafts";

/** An end that gives what a typed reference reads: a step by its kind, or a name. */
const answering = (from: string) =>
  changed(
    "end",
    () => ({
      in: { answer: { ref: { from: ready.nodes.find(({ kind }) => kind === from)?.id ?? from, path: [] } } },
    }),
    ready,
  );

const starting = (initial: string | number): Draft => ({
  ...ready,
  state: { total: { schema: { type: "number" }, initial, reducer: "replace", maxItems: 10 } },
});
const setting = (name: string): Draft =>
  withNode("transform", { config: { fields: {}, set: { [name]: { lit: 1 } } } }, starting(0));

/** Of what values are, and of what steps must be given. */
export const VALUE_CASES: ReadinessCase[] = [
  { rule: "broken-expression", bad: answering("n_0000000000gone"), good: answering("agent"), repairs: false },
  { rule: "broken-expression", bad: answering("end"), good: answering("input"), repairs: false },
  { rule: "broken-expression", bad: answering("item"), good: answering("agent"), repairs: false },
  {
    rule: "type-error",
    bad: { ...changed("end", () => ({ in: { answer: { cel: "steps.agent.output.turns" } } })), outputs },
    good: { ...changed("end", () => ({ in: { answer: { cel: "steps.agent.output.text" } } })), outputs },
    repairs: false,
  },
  {
    rule: "type-error",
    bad: withNode("tool", { config: { tool: "refund_create" }, in: { amount: { cel: "input.message" } } }),
    good: withNode("tool", { config: { tool: "refund_create" }, in: { amount: { cel: "double(input.message)" } } }),
    repairs: false,
  },
  { rule: "unknown-state", bad: setting("ghost"), good: setting("total"), repairs: true },
  { rule: "type-error", bad: starting("none"), good: starting(3), repairs: false },
  {
    rule: "missing-input",
    bad: withNode("tool", { config: { tool: "orders_get" }, in: {} }),
    good: withNode("tool", { config: { tool: "orders_get" }, in: { order_id: { cel: "input.message" } } }),
    repairs: false,
  },
  {
    rule: "missing-input",
    bad: withNode("guardrail", { in: { text: { cel: " " } } }),
    good: withNode("guardrail"),
    repairs: false,
  },
  {
    rule: "missing-input",
    bad: { ...changed("end", () => ({ in: {} })), outputs: needed },
    good: { ...changed("end", () => ({ in: { message: { lit: "" } } })), outputs: needed },
    repairs: true,
  },
  { rule: "missing-input", bad: pinned(4), good: pinned(3), more: { library }, repairs: false },
  { rule: "missing-input", bad: pinned(5), good: pinned(6), more: { library }, repairs: false },
];
