import { expect, test } from "vitest";
import { nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { compileDraft } from "@/lib/harness/compile/compile-draft";
import type { Library } from "@/lib/harness/compile/library";
import { changingSteps } from "@/lib/harness/test-runs/changing-steps";
import { withOutputs } from "@/lib/harness/test-runs/reusable-outputs";
import { builtInLibrary } from "@/lib/harness/testing/demo-draft";
import type { ToolDefinition } from "@/lib/release/tool-definition";

const RELEASE = "00000000-0000-4000-8000-000000000001";
const refund = (mocks: ToolDefinition["mocks"]): Library => {
  const tool = builtInLibrary.tools.get("refund_create");
  if (!tool) throw new Error("It is built in.");
  return { ...builtInLibrary, tools: new Map([...builtInLibrary.tools, [tool.key, { ...tool, mocks }]]) };
};
const order = { order_id: { lit: "A-1" } };
const paying = () =>
  testGraph(
    {
      start: { kind: "trigger.chat" },
      read: { kind: "tool", config: { tool: "orders_get" }, in: order },
      pay: {
        kind: "tool",
        config: { tool: "refund_create" },
        in: { ...order, amount: { lit: 5 }, reason: { lit: "broken" } },
      },
      end: { kind: "end", in: { done: { lit: true } } },
    },
    ["start > read", "read > pay", "pay > end"],
  );
const program = (library = builtInLibrary, draft = paying()) => {
  const result = compileDraft(draft, library);
  if (!result.ok) throw new Error(result.findings[0]?.explanation);
  return result.program;
};
const NOTHING = new Map<string, string[]>();

test("a step that may change something outside is named with what it calls; one that reads is not", () => {
  expect(changingSteps(program(), NOTHING)).toEqual([{ node: nodeId("pay"), calls: ["refund_create"] }]);
});

test("a tool that always answers what is prepared is not asked for; one that answers on a condition is", () => {
  const always = [{ when: "", result: { value: { ok: true } } }];
  const sometimes = [{ when: "input.amount > 3.0", result: { value: { ok: true } } }];
  expect(changingSteps(program(refund(always)), NOTHING)).toEqual([]);
  expect(changingSteps(program(refund(sometimes)), NOTHING)).toHaveLength(1);
});

test("a step whose output is given calls nothing", () => {
  const given = withOutputs(program(), new Map([[nodeId("pay"), { output: {}, port: "out" }]]));
  expect(changingSteps(given, NOTHING)).toEqual([]);
});

test("a subflow is asked for when what it runs may change something", () => {
  const inner = program();
  const outer = {
    ...inner,
    nodes: inner.nodes.map((node) =>
      node.id === nodeId("pay")
        ? { ...node, kind: "subflow" as const, config: { harness: "pay", release: 1, releaseId: RELEASE } }
        : node,
    ),
  };
  expect(changingSteps(outer, NOTHING)).toEqual([]);
  expect(changingSteps(outer, new Map([[RELEASE, ["“Pay” (refund_create)"]]]))).toEqual([
    { node: nodeId("pay"), calls: ["“Pay” (refund_create)"] },
  ]);
});
