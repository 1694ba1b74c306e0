import { expect, test } from "vitest";
import { repairCommand, safeRepairs } from "@/lib/harness/canvas/repair-command";
import type { Draft } from "@/lib/harness/graph/draft";
import { addsOnly } from "@/lib/harness/readiness/adds-only";
import { assessReadiness } from "@/lib/harness/readiness/assess-readiness";
import type { Subject } from "@/lib/harness/readiness/rule";
import { apply, builtInLibrary } from "@/lib/harness/testing/demo-draft";
import { READINESS_CASES } from "@/lib/harness/testing/readiness-cases";
import { changed, config, facts, ready, withNode } from "@/lib/harness/testing/readiness-drafts";

const assess = (draft: Draft, more: Partial<Subject> = {}) =>
  assessReadiness({ draft, library: builtInLibrary, verdicts: {}, isDemo: true, ...more }).findings;

/** Every repair that any rule offers for the drafts of the table. */
const repairs = READINESS_CASES.flatMap(({ bad, more }) =>
  assess(bad, more).flatMap(({ rule, repair }) => {
    const command = repair ? repairCommand(repair.commands) : null;
    return command?.kind === "batch" && repair ? [{ rule, label: repair.label, draft: bad, command }] : [];
  }),
);

/** All that a draft says, as lines: where a value stands, and the value. Places in lists are left out. */
function said(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => said(one, `${path}[]`));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([name, one]) => said(one, `${path}.${name}`));
  return value === undefined || value === null ? [] : [`${path} = ${value}`];
}

test("a repair that is done together with others leaves everything that the draft said", () => {
  const safe = repairs.filter(({ draft, command }) => addsOnly(draft, command.commands));
  expect(safe.length).toBeGreaterThan(0);
  for (const { rule, draft, command } of safe) {
    const left = new Set(said(apply(draft, command)));
    expect([rule, said(draft).filter((line) => !left.has(line))]).toEqual([rule, []]);
  }
});

test("grants, writes, tools, steps, models, retries and exits are taken away one by one only", () => {
  const taking = repairs.filter(({ draft, command }) => !addsOnly(draft, command.commands));
  const rules = new Set(taking.map(({ rule }) => rule));
  for (const rule of [
    "shared-memory-scope",
    "memory-tool-twice",
    "no-policy",
    "unconnected-node",
    "simulated-model",
    "retry-on-unsafe",
    "unhandled-error-port",
    "unbounded-list",
    "unknown-state",
  ])
    expect([rule, rules.has(rule)]).toEqual([rule, true]);
  const added = new Set(repairs.flatMap(({ rule, draft, command }) => (addsOnly(draft, command.commands) ? rule : [])));
  for (const rule of ["no-timeout", "memory-no-version", "missing-input"])
    expect([rule, added.has(rule)]).toEqual([rule, true]);
});

test("of a grant too much and two missing timeouts, the timeouts are repaired together and the grant stays", () => {
  const memory = [{ scope: "user", read: true, write: true }];
  const without = changed("agent", (node) => ({ policy: { ...node.policy, timeoutMs: undefined } }));
  const draft = withNode("llm", { policy: {} }, config("agent", { memory }, without));
  const findings = assess(draft, facts({ stepVerdicts: { "agent-write-memory user": "never" } }));
  expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(["no-policy", "no-timeout"]));
  const together = safeRepairs(draft, findings);
  if (!together) throw new Error("There is something to repair.");
  const repaired = apply(draft, together.command);
  expect(repaired.nodes.find(({ kind }) => kind === "agent")?.config.memory).toEqual(memory);
  expect(assess(repaired).map(({ rule }) => rule)).not.toContain("no-timeout");
});

test("what is put in the place of something else, or lowered, is no addition; a field that was not there is", () => {
  const [, agent] = ready.nodes;
  if (!agent) throw new Error("It has an agent.");
  const set = (change: Record<string, unknown>) => [
    { kind: "set-node" as const, id: agent.id, change: JSON.parse(JSON.stringify(change)) },
  ];
  expect(addsOnly(ready, set({ config: { ...agent.config, extra: [1] } }))).toBe(true);
  expect(addsOnly(ready, set({ config: {} }))).toBe(false);
  expect(addsOnly(ready, set({ label: `${agent.label}!` }))).toBe(false);
  expect(addsOnly(ready, set({ config: { ...agent.config, tools: [] } }))).toBe(false);
  expect(addsOnly(ready, set({ config: { ...agent.config, tools: ["orders_get", "web_search"] } }))).toBe(true);
  expect(addsOnly(ready, [{ kind: "remove", nodes: [agent.id], edges: [] }])).toBe(false);
});
