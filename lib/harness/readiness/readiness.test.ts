import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compileDraft } from "@/lib/harness/compile/compile-draft";
import { Command } from "@/lib/harness/graph/command";
import type { Draft } from "@/lib/harness/graph/draft";
import { assessReadiness, RULES } from "@/lib/harness/readiness/assess-readiness";
import { pageOfFinding } from "@/lib/harness/readiness/page-of-finding";
import type { Subject } from "@/lib/harness/readiness/rule";
import { apply, builtInLibrary } from "@/lib/harness/testing/demo-draft";
import { READINESS_CASES } from "@/lib/harness/testing/readiness-cases";
import { agentWith, changed, config, facts, openai, REAL, racing, ready } from "@/lib/harness/testing/readiness-drafts";
import { checksum } from "@/lib/release/checksum.server";

const assess = (draft: Draft, more: Partial<Subject> = {}) =>
  assessReadiness({ draft, library: builtInLibrary, verdicts: {}, isDemo: true, ...more });
const rulesOf = (draft: Draft, more: Partial<Subject> = {}) =>
  assess(draft, more).findings.map((finding) => finding.rule);

const table = READINESS_CASES.filter((one) => one.rule !== "compiles");

describe.each(table)("$rule", ({ rule, bad, good, more = {}, goodMore = more, repairs }) => {
  test("fires where it should, and not where it should not", () => {
    expect(rulesOf(bad, more)).toContain(rule);
    expect(rulesOf(good, goodMore)).not.toContain(rule);
  });

  test.runIf(repairs)("its repair silences it and leaves a draft that can still be read", () => {
    const finding = assess(bad, more).findings.find((one) => one.rule === rule);
    expect(finding?.repair).toBeDefined();
    const repaired = (finding?.repair?.commands ?? []).reduce<Draft>(
      (next, command) => apply(next, Command.parse(command)),
      bad,
    );
    expect(rulesOf(repaired, more)).not.toContain(rule);
  });

  test("says the same of the same draft", () => {
    expect(assess(bad, more)).toEqual(assess(bad, more));
  });
});

test("every rule is in the table above", () => {
  // Broken expressions are found by the compiler.
  const rules = READINESS_CASES.map((one) => one.rule).filter((rule) => rule !== "broken-expression");
  expect([...new Set(rules)].sort()).toEqual(RULES.map((rule) => rule.name).sort());
});

test("every rule is explained in the documentation, with the severities that it has", () => {
  const rows = new Map(
    readFileSync("docs/readiness.md", "utf8")
      .split("\n")
      .flatMap((line) => {
        const [, names = "", severities = ""] = line.split("|").map((cell) => cell.trim());
        return names.split(", ").map((name) => [name, severities.split(", ")] as const);
      }),
  );
  for (const { rule, bad, more } of READINESS_CASES.filter((one) => one.rule !== "broken-expression"))
    for (const finding of assess(bad, { isDemo: false, ...more }).findings.filter((one) => one.rule === rule))
      expect([rule, rows.get(rule)]).toEqual([rule, expect.arrayContaining([finding.severity])]);
  expect(RULES.filter(({ name }) => !rows.has(name))).toEqual([]);
});

test("a finding that no edit repairs leads to its page", () => {
  expect(pageOfFinding({ rule: "no-policy", field: "tools" })?.segment).toBe("policies");
  expect(pageOfFinding({ rule: "binding-missing", field: "models.main" })?.segment).toBe("models");
  expect(pageOfFinding({ rule: "binding-missing", field: "secret" })?.segment).toBe("secrets");
  expect(pageOfFinding({ rule: "binding-missing", field: "knowledge" })).toBeNull();
  expect(pageOfFinding({ rule: "no-timeout" })).toBeNull();
});

test("a rule that crashes blocks, and the others are still checked", () => {
  const crash = {
    name: "crash",
    check: () => {
      throw new Error("boom");
    },
  };
  const { findings, checked } = assessReadiness({ draft: ready, library: builtInLibrary, verdicts: {}, isDemo: true }, [
    crash,
    ...RULES,
  ]);
  expect(findings[0]).toMatchObject({ rule: "crash", severity: "block", explanation: expect.stringContaining("boom") });
  expect(checked).toHaveLength(RULES.length + 1);
});

test("a ready draft compiles, and nothing blocks it but a simulated model outside a demo", () => {
  expect(compileDraft(ready, builtInLibrary).ok).toBe(true);
  const blocking = (isDemo: boolean) =>
    assess(ready, { isDemo }).findings.flatMap((finding) => (finding.severity === "block" ? finding.rule : []));
  expect(blocking(true)).toEqual([]);
  expect(blocking(false)).toEqual(["simulated-model"]);
});

test("what no call of its kind is permitted blocks; what depends on the call, and a fallback, want a look", () => {
  const severities = (draft: Draft, more: Partial<Subject>) =>
    assess(draft, more).findings.flatMap(({ rule, severity }) => (rule === "no-policy" ? severity : []));
  const verdictsOf = (verdict: "never" | "deny" | "needs_approval") =>
    severities(ready, { verdicts: { orders_get: verdict } });
  expect(verdictsOf("never")).toEqual(["block"]);
  expect(verdictsOf("deny")).toEqual(["review"]);
  expect(verdictsOf("needs_approval")).toEqual(["review"]);
  const models = REAL.map((one) => ({ ...one, verdict: "never" as const }));
  expect(severities(openai(["anthropic/claude"]), facts({ models }))).toEqual(["block", "review"]);
});

test("writers on ways that exclude each other do not race", () => {
  const draft = racing("replace", "number");
  const [one, other] = draft.nodes.filter((node) => node.kind === "transform");
  const forked = draft.edges.map((edge) =>
    edge.to.node === other?.id ? { ...edge, from: { ...edge.from, port: "limit" } } : edge,
  );
  expect(one).toBeDefined();
  expect(rulesOf({ ...draft, edges: forked })).not.toContain("state-race");
});

test("the order of drawing changes nothing about a release", () => {
  const shuffled = { ...ready, nodes: [...ready.nodes].reverse(), edges: [...ready.edges].reverse(), at: {} };
  const [one, two] = [compileDraft(ready, builtInLibrary), compileDraft(shuffled, builtInLibrary)];
  if (!one.ok || !two.ok) throw new Error("Both compile.");
  expect(checksum(one.program)).toBe(checksum(two.program));
});

test("the repair of a grant takes no more than is too much, and keeps what the agent writes with the user", () => {
  const memory = [
    { scope: "tenant", read: true, write: true },
    { scope: "agent", read: false, write: true },
    { scope: "run", read: true, write: true },
  ];
  const bad = config("agent", { memory });
  const finding = assess(bad).findings.find((one) => one.rule === "shared-memory-scope");
  const repaired = (finding?.repair?.commands ?? []).reduce<Draft>((next, one) => apply(next, Command.parse(one)), bad);
  expect(repaired.nodes.find((node) => node.kind === "agent")?.config.memory).toEqual([
    { scope: "tenant", read: true, write: false },
    { scope: "run", read: true, write: true },
    { scope: "user", read: true, write: true },
  ]);
});

test("two grants for one scope do not compile: which of them holds would be chance", () => {
  const user = { scope: "user", read: true, write: false };
  expect(rulesOf(config("agent", { memory: [user, { ...user, write: true }] }))).toContain("invalid-config");
  expect(rulesOf(config("agent", { memory: [user, { ...user, scope: "run" }] }))).not.toContain("invalid-config");
});

test("what is not complete does not compile: unknown tools, slots and ports", () => {
  expect(rulesOf(agentWith("nope"))).toContain("unknown-tool");
  expect(rulesOf(config("agent", { slot: "other" }))).toContain("unknown-slot");
  const stray = { ...ready, edges: ready.edges.map((edge) => ({ ...edge, from: { ...edge.from, port: "gone" } })) };
  expect(rulesOf(stray)).toContain("unknown-port");
  expect(rulesOf(changed("end", () => ({ in: { a: { tpl: "{{ steps.nobody.output }}" } } })))).toContain(
    "broken-expression",
  );
});
