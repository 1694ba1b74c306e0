import { assertNever } from "@/lib/platform/errors/assert-never";
import type { Failure } from "@/lib/platform/errors/error-class";
import type { Json } from "@/lib/release/json-schema";
import type { ProgramNode } from "@/lib/release/program";
import type { Execution } from "@/lib/runtime/interpreter/execution";
import { failStep } from "@/lib/runtime/interpreter/fail-step";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import { type StepState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import { settle } from "@/lib/runtime/interpreter/settle";

type Waiting = Extract<StepState, { status: "waiting" }>;
type Answer = Extract<
  JournalEvent,
  { kind: "timer-fired" | "signal-received" | "approval-decided" | "sub-run-ended" | "decision-made" }
>;

/** What a waiting step waited for has come, or its time is over. An answer that it does not wait for changes nothing. */
export function resumeStep(execution: Execution, node: ProgramNode, step: Waiting, event: Answer): void {
  const { path } = event;
  const { wait } = step;
  switch (event.kind) {
    case "timer-fired":
      timeIsUp(execution, node, path, step);
      break;
    case "signal-received":
      takeSignal(execution, node, step, event);
      break;
    case "approval-decided":
      if (wait.for === "approval") leaveApproval(execution, node, step, event);
      break;
    case "sub-run-ended":
      if (wait.for === "subflow") takeOver(execution, node, event);
      break;
    case "decision-made":
      if ("failure" in wait)
        applyChoice(execution, node, path, { attempt: step.attempt, failure: wait.failure }, event);
      break;
    default:
      assertNever(event);
  }
}

type Of<K extends Answer["kind"]> = Extract<Answer, { kind: K }>;

function takeSignal(execution: Execution, node: ProgramNode, { wait }: Waiting, event: Of<"signal-received">): void {
  if (wait.for !== "signal" || wait.name !== event.name) return;
  execution.state.takenSignals.add(`${event.name}/${event.key}`);
  leave(execution, node, event.path, { at: iso(event.at), by: event.by, payload: event.payload }, "out");
}

/** A call that was decided about asks the policies again, with the answer at hand; an approval step leaves with it. */
function leaveApproval(
  execution: Execution,
  node: ProgramNode,
  { attempt, wait }: Waiting,
  event: Of<"approval-decided">,
): void {
  const { decision, by, form, comment } = event;
  if (wait.for === "approval" && wait.ofCall) again(execution, node, event.path, attempt);
  else
    leave(execution, node, event.path, { decision, by, form, comment }, decision === "expired" ? "timeout" : decision);
}

const iso = (at: number): string => new Date(at).toISOString();

function leave(execution: Execution, node: ProgramNode, path: string, output: Json, port: string): void {
  execution.state.usage.steps += 1;
  settle(execution, node, path, { status: "succeeded", output, port, degraded: false }, port);
}

function again(execution: Execution, node: ProgramNode, path: string, attempt: number): void {
  const { state, now } = execution;
  state.steps.set(stepKeyOf(node.key, path), { status: "enabled", attempt: attempt + 1, notBefore: now, since: now });
}

function timeIsUp(execution: Execution, node: ProgramNode, path: string, { wait, attempt }: Waiting): void {
  switch (wait.for) {
    case "timer":
      leave(execution, node, path, { at: iso(execution.now) }, "out");
      break;
    case "signal":
      leave(execution, node, path, { at: iso(execution.now), by: null, payload: null }, "timeout");
      break;
    case "approval":
      if (wait.ofCall) again(execution, node, path, attempt);
      else leave(execution, node, path, { decision: "expired", by: null, form: null, comment: null }, "timeout");
      break;
    case "policy":
    case "budget":
      again(execution, node, path, attempt);
      break;
    case "subflow":
      failStep(execution, node, path, tookTooLong(node));
      break;
    case "decision":
      break;
    default:
      assertNever(wait);
  }
}

/** The sub-run's result is the step's; what it read taints the parent as well, and what it used counts for its limits. */
function takeOver(execution: Execution, node: ProgramNode, event: Of<"sub-run-ended">): void {
  const { state } = execution;
  for (const taint of event.taint) state.taint.add(taint);
  state.subRunUsage.tokens += event.usage.inputTokens + event.usage.outputTokens;
  state.subRunUsage.costMicros += event.usage.costMicros;
  if (event.usage.simulated) state.simulated = true;
  if (event.status === "succeeded") {
    leave(execution, node, event.path, event.output, "out");
    return;
  }
  failStep(execution, node, event.path, { ...(event.failure ?? endedAs(event.status)), nodeKey: node.key });
}

const tookTooLong = ({ key, label, policy }: ProgramNode): Failure => ({
  class: "tool_timeout",
  message: `The sub-run of "${label}" was not over within ${policy.timeoutMs} ms, its timeout. It is cancelled.`.slice(
    0,
    500,
  ),
  fingerprint: `sub-run-timeout:${key}`,
  nodeKey: key,
});

const endedAs = (status: string): Failure => ({
  class: status === "cancelled" ? "cancelled" : "internal",
  message: `The sub-run ended as ${status}.`,
  fingerprint: `sub-run:${status}`,
});

function applyChoice(
  execution: Execution,
  node: ProgramNode,
  path: string,
  waited: { attempt: number; failure: Failure },
  { choice, output }: Of<"decision-made">,
): void {
  if (choice === "retry") again(execution, node, path, waited.attempt);
  else if (choice === "succeed") leave(execution, node, path, output, "out");
  else failStep(execution, node, path, waited.failure);
}
