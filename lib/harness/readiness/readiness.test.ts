import { expect, test } from "vitest";
import { compileDraft } from "@/lib/harness/compile/compile-draft";
import { Command } from "@/lib/harness/graph/command";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { newNode } from "@/lib/harness/nodes/new-node";
import { assessReadiness } from "@/lib/harness/readiness/assess-readiness";
import type { Subject } from "@/lib/harness/readiness/rule";
import { apply, builtInLibrary, readyDraft } from "@/lib/harness/testing/demo-draft";
import { BUILT_IN_TOOLS } from "@/lib/release/built-in-tools";
import { checksum } from "@/lib/release/checksum.server";
import { DEFAULT_RETRY } from "@/lib/release/step-policy";

const assess = (draft: Draft, more: Partial<Subject> = {}) =>
  assessReadiness({ draft, library: builtInLibrary, verdicts: {}, isDemo: true, ...more });
const rulesOf = (draft: Draft, more: Partial<Subject> = {}) =>
  assess(draft, more).findings.map((finding) => finding.rule);

function changed(kind: DraftNode["kind"], change: (node: DraftNode) => Partial<DraftNode>): Draft {
  const draft = readyDraft();
  return { ...draft, nodes: draft.nodes.map((node) => (node.kind === kind ? { ...node, ...change(node) } : node)) };
}

test("a ready draft has nothing but the advice about its simulated model, and compiles", () => {
  expect(rulesOf(readyDraft())).toEqual(["simulated-model"]);
  expect(compileDraft(readyDraft(), builtInLibrary).ok).toBe(true);
});

test("the order of drawing changes nothing about a release", () => {
  const draft = readyDraft();
  const shuffled = { ...draft, nodes: [...draft.nodes].reverse(), edges: [...draft.edges].reverse(), at: {} };
  const [one, two] = [compileDraft(draft, builtInLibrary), compileDraft(shuffled, builtInLibrary)];
  if (!one.ok || !two.ok) throw new Error("Both compile.");
  expect(checksum(one.program)).toBe(checksum(two.program));
});

const unsafeTool = { ...BUILT_IN_TOOLS[0], key: "pay", sideEffect: "unsafe" as const };
const unsafeLibrary = { ...builtInLibrary, tools: new Map([...builtInLibrary.tools, ["pay", unsafeTool as never]]) };
const ready = readyDraft();
const CASES: [string, Draft, Partial<Subject>][] = [
  ["missing-timeout", changed("agent", () => ({ policy: {} })), {}],
  [
    "retry-of-unsafe-effect",
    changed("agent", (node) => ({
      config: { ...node.config, tools: ["pay"] },
      policy: { timeoutMs: 1, retry: DEFAULT_RETRY },
    })),
    { library: unsafeLibrary },
  ],
  ["unbounded-history", { ...ready, context: { ...ready.context, historyShare: 1, maxInputTokens: 900_000 } }, {}],
  ["unhandled-error-port", changed("agent", () => ({ policy: { timeoutMs: 1_000, onError: "port" } })), {}],
  [
    "unconnected-node",
    apply(ready, { kind: "add-nodes", nodes: [newNode(ready, "transform")], edges: [], at: {} }),
    {},
  ],
];

test.each(CASES)("%s fires, and its repair silences it", (rule, draft, more) => {
  const finding = assess(draft, more).findings.find((one) => one.rule === rule);
  expect(finding?.repair).toBeDefined();
  const repaired = (finding?.repair?.commands ?? []).reduce<Draft>(
    (next, command) => apply(next, Command.parse(command)),
    draft,
  );
  expect(rulesOf(repaired, more)).not.toContain(rule);
});

test("secrets in texts, tools that no policy allows, broken and unknown references, and simulated models outside a demo are found", () => {
  const key = changed("agent", (node) => ({
    config: { ...node.config, prompt: { system: "Use sk-abcdefghijklmnop1234", user: "x" } },
  }));
  expect(rulesOf(key)).toContain("secret-in-text");
  expect(rulesOf(ready, { verdicts: { orders_get: "deny" } })).toContain("no-policy");
  expect(rulesOf(ready, { verdicts: { orders_get: "allow" } })).not.toContain("no-policy");
  expect(rulesOf(changed("end", () => ({ in: { a: { cel: "steps.agent.output +" } } })))).toContain(
    "broken-expression",
  );
  expect(rulesOf(changed("end", () => ({ in: { a: { tpl: "{{ steps.nobody.output }}" } } })))).toContain(
    "broken-expression",
  );
  expect(assess(ready, { isDemo: false }).findings).toMatchObject([{ rule: "simulated-model", severity: "block" }]);
});

test("what is not complete does not compile: unknown tools, slots and ports, and no way in or out", () => {
  expect(rulesOf(changed("agent", (node) => ({ config: { ...node.config, tools: ["nope"] } })))).toContain(
    "unknown-tool",
  );
  expect(rulesOf(changed("agent", (node) => ({ config: { ...node.config, slot: "other" } })))).toContain(
    "unknown-slot",
  );
  expect(rulesOf({ ...ready, nodes: ready.nodes.filter((node) => node.kind === "agent"), edges: [] })).toContain(
    "no-entry",
  );
  const stray = { ...ready, edges: ready.edges.map((edge) => ({ ...edge, from: { ...edge.from, port: "gone" } })) };
  expect(rulesOf(stray)).toContain("unknown-port");
});
