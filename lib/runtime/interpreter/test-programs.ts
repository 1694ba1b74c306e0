import { DEFAULT_CONTEXT_POLICY } from "@/lib/release/context-policy";
import type { Json } from "@/lib/release/json-schema";
import type { NodeKind } from "@/lib/release/node-config";
import { DEFAULT_LIMITS, Program, type ProgramNode } from "@/lib/release/program";
import { DEFAULT_RETRY } from "@/lib/release/step-policy";

type NodeSpec = {
  key: string;
  kind: NodeKind;
  config?: Record<string, Json>;
  parent?: string;
  in?: ProgramNode["in"];
  policy?: Partial<ProgramNode["policy"]>;
  sideEffect?: ProgramNode["sideEffect"];
};

const idOf = (key: string) => `n_${key.replaceAll("_", "")}z`.padEnd(14, "0");
const DEFAULTS: Partial<Record<NodeKind, Record<string, Json>>> = {
  "trigger.api": { mode: "async", waitMs: 30_000 },
  end: { outcome: "success" },
  transform: { fields: {}, set: {} },
  loop: { until: "false", max: 3, onMax: "continue" },
  wait: { mode: "duration", durationMs: 60_000 },
  approval: { role: "RUNTIME", title: "Go on?", excludeStarter: false, expiresMs: 60_000 },
  subflow: { harness: "child", release: 1, releaseId: "00000000-0000-7000-8000-000000000001" },
  map: { concurrency: 2, maxItems: 100, errorMode: "fail" },
  join: { mode: "all", timeoutMs: 600_000, onTimeout: "error", late: "cancel", merge: "object" },
};

/** A program from short notes, for tests: edges are `"a > b"`, with a port `"a.port > b"`, into a map's collect `"a > m.collect"`, a loop's next `"a > l.next"`. */
export function testProgram(nodes: NodeSpec[], edges: string[], more: Partial<Program> = {}): Program {
  return Program.parse({
    format: "slipway/program@1",
    name: "Test",
    inputs: {},
    outputs: {},
    state: {},
    context: DEFAULT_CONTEXT_POLICY,
    models: {},
    tools: {},
    limits: DEFAULT_LIMITS,
    nodes: nodes.map((node) => ({
      id: idOf(node.key),
      key: node.key,
      kind: node.kind,
      v: 1,
      label: node.key,
      parent: node.parent ? idOf(node.parent) : null,
      config: { ...DEFAULTS[node.kind], ...node.config },
      in: node.in ?? {},
      policy: { timeoutMs: 5_000, onError: "fail", retry: DEFAULT_RETRY, ...node.policy },
      sideEffect: node.sideEffect ?? "none",
    })),
    edges: edges.map((text, index) => edgeOf(text, index)),
    ...more,
  });
}

function edgeOf(text: string, index: number) {
  const [from = "", to = ""] = text.split(">").map((side) => side.trim());
  const [fromKey = "", fromPort = "out"] = from.split(".");
  const [toKey = "", toPort = "in"] = to.split(".");
  return {
    id: `e_${String(index).padStart(10, "0")}`,
    from: { node: idOf(fromKey), port: fromPort },
    to: { node: idOf(toKey), port: toPort },
  };
}

export const testNodeId = idOf;
