import type { SpanView } from "@/lib/observability/traces/schema";

/** A closed span that went well, for tests, with what the test is about. */
export const spanViewOf = (change: Partial<SpanView> = {}): SpanView => ({
  id: "1",
  parentId: null,
  seq: 1,
  state: "closed",
  kind: "tool",
  name: "one",
  nodeId: null,
  nodeKey: null,
  stepKey: null,
  iterationPath: "",
  attempt: 1,
  isFinal: true,
  startedAt: "2026-01-01T00:00:00.000Z",
  endedAt: null,
  durationMs: null,
  status: "ok",
  error: null,
  model: null,
  tool: null,
  tokens: null,
  costMicros: null,
  simulated: false,
  port: null,
  ...change,
});
