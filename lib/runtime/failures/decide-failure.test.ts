import { expect, test } from "vitest";
import { ErrorClass, type Failure } from "@/lib/platform/errors/error-class";
import { DEFAULT_RETRY, type StepPolicy } from "@/lib/release/step-policy";
import { decideFailure, type FailureFacts } from "@/lib/runtime/failures/decide-failure";

const policy: StepPolicy = { timeoutMs: 1_000, onError: "fail", retry: DEFAULT_RETRY };
const failed = (errorClass: ErrorClass, more: Partial<Failure> = {}): Failure => ({
  class: errorClass,
  message: "It failed.",
  fingerprint: "0".repeat(16),
  ...more,
});
type Given = Partial<Omit<FailureFacts, "node">> & { node?: Partial<FailureFacts["node"]> };
const decide = ({ node, ...more }: Given) =>
  decideFailure({
    failure: failed("provider_5xx"),
    attempt: 1,
    elapsedMs: 0,
    random: 0.5,
    nextModel: null,
    hasErrorPort: false,
    isInMap: false,
    lastResort: "fail",
    ...more,
    node: { kind: "http", sideEffect: "none", policy, ...node },
  });

/** What each class leads to on a step without side effects, when nothing else is wired. The list is closed. */
const EXPECTED: Record<ErrorClass, "retry" | "fail"> = {
  provider_rate_limit: "retry",
  provider_timeout: "retry",
  provider_5xx: "retry",
  provider_auth: "fail",
  context_overflow: "fail",
  output_schema_invalid: "retry",
  content_filter: "fail",
  tool_error: "fail",
  tool_timeout: "retry",
  code_timeout: "fail",
  code_memory: "fail",
  code_error: "fail",
  policy_denied: "fail",
  budget_exceeded: "fail",
  memory_conflict: "fail",
  cancelled: "fail",
  internal: "fail",
  unknown: "fail",
};

test.each(ErrorClass.options)("%s is decided by its class alone, and only what may pass is repeated", (errorClass) => {
  expect(decide({ failure: failed(errorClass) }).kind).toBe(EXPECTED[errorClass]);
});

test.each(ErrorClass.options)(
  "%s of an unsafe effect that may have happened waits for a person, never a retry",
  (errorClass) => {
    const unknown = { failure: failed(errorClass, { effect: "unknown" }), node: { sideEffect: "unsafe" as const } };
    const expected = errorClass === "cancelled" ? { kind: "fail" } : { kind: "park", reason: "decision" };
    expect(decide(unknown)).toEqual(expected);
    expect(decide({ ...unknown, hasErrorPort: true, nextModel: "openai/other" })).toEqual(expected);
  },
);

test.each(ErrorClass.options)(
  "%s of an unsafe effect that was surely not sent is decided like one without effects",
  (errorClass) => {
    const facts = { failure: failed(errorClass, { effect: "not-sent" }), node: { sideEffect: "unsafe" as const } };
    expect(decide(facts).kind).toBe(EXPECTED[errorClass]);
  },
);

test("an unsafe step whose effect is not known to be unsent is not repeated", () => {
  expect(decide({ failure: failed("tool_timeout"), node: { sideEffect: "unsafe" } }).kind).toBe("fail");
  expect(decide({ failure: failed("tool_timeout"), node: { sideEffect: "idempotent" } }).kind).toBe("retry");
});

test("a model node with unsafe tools repeats its model call: each tool call has an effect record", () => {
  expect(decide({ node: { kind: "agent", sideEffect: "unsafe" } }).kind).toBe("retry");
});

test("a tool's own word about its failure overrides the class", () => {
  expect(decide({ failure: failed("tool_error", { transient: true }) }).kind).toBe("retry");
  expect(decide({ failure: failed("tool_timeout", { transient: false }) }).kind).toBe("fail");
});

test("another model comes before a retry, a retry before the error port, the port before the end", () => {
  const facts = { hasErrorPort: true, node: { policy: { ...policy, onError: "port" as const } } };
  expect(decide({ ...facts, nextModel: "openai/small" })).toEqual({ kind: "fallback", model: "openai/small" });
  expect(decide(facts).kind).toBe("retry");
  expect(decide({ ...facts, attempt: 3 })).toEqual({ kind: "error-port" });
  expect(decide({ ...facts, attempt: 3, hasErrorPort: false })).toEqual({ kind: "fail" });
});

test("after the last attempt: static value, then the map around the step, then a dead letter", () => {
  const last = { attempt: 3, lastResort: "dead-letter" as const };
  expect(decide({ ...last, node: { policy: { ...policy, onError: "value", fallback: 0 } } })).toEqual({
    kind: "degrade",
  });
  expect(decide({ ...last, isInMap: true })).toEqual({ kind: "collect" });
  expect(decide(last)).toEqual({ kind: "dead-letter" });
});

test("the policy's words and bounds hold: reasons, attempts, the total deadline", () => {
  const only = { node: { policy: { ...policy, retry: { ...DEFAULT_RETRY, on: ["timeout" as const] } } } };
  expect(decide(only).kind).toBe("fail");
  expect(decide({ ...only, failure: failed("provider_timeout") }).kind).toBe("retry");
  expect(decide({ elapsedMs: 3_600_000 }).kind).toBe("fail");
});

test("the delay is anywhere between nothing and the ceiling, which doubles; Retry-After is never undercut", () => {
  const at = (attempt: number, random: number) => decide({ attempt, random });
  expect(at(1, 0)).toEqual({ kind: "retry", delayMs: 0 });
  expect(at(1, 0.5)).toEqual({ kind: "retry", delayMs: 250 });
  expect(at(2, 0.5)).toEqual({ kind: "retry", delayMs: 500 });
  const asked = failed("provider_rate_limit", { retryAfterMs: 9_000 });
  expect(decide({ failure: asked })).toEqual({ kind: "retry", delayMs: 9_000 });
});
