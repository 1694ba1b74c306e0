import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { CodeCall, CodeOutcome, RunCode } from "@/lib/runtime/sandbox/code-sandbox";
import { SANDBOX_LIMITS } from "@/lib/runtime/sandbox/sandbox-message";
import type { SandboxProcess } from "@/lib/runtime/sandbox/sandbox-process.server";

type Slot = { process: SandboxProcess; tenantId: TenantId | null; isBusy: boolean };
type Waiter = { tenantId: TenantId; give: (slot: Slot) => void };

const MAX_WAITING = 1_000;

/**
 * A few processes for user code, each for one tenant at a time: a process that has run code of one tenant never runs
 * code of another. First come, first served; a fresh process stands ready for the next tenant.
 */
export function createSandboxPool({ size, start }: { size: number; start: () => SandboxProcess }): {
  run: RunCode;
  stop(): void;
} {
  const slots: Slot[] = [];
  const waiting: Waiter[] = [];
  let isStopped = false;

  const add = (): Slot => {
    const slot: Slot = { process: start(), tenantId: null, isBusy: false };
    slots.push(slot);
    return slot;
  };
  const drop = (slot: Slot): void => {
    slot.process.kill();
    slots.splice(slots.indexOf(slot), 1);
  };
  /** A slot for the tenant, or null while all are busy. */
  const find = (tenantId: TenantId): Slot | null => {
    // The system may have ended a process that did nothing, for its memory: that is no fault of the next code.
    for (const slot of slots.filter((one) => !one.isBusy && one.process.isWorn())) drop(slot);
    const idle = slots.filter((slot) => !slot.isBusy);
    const fitting = idle.find((slot) => slot.tenantId === tenantId) ?? idle.find((slot) => slot.tenantId === null);
    if (fitting) return fitting;
    if (slots.length < size) return add();
    const [foreign] = idle;
    if (!foreign) return null;
    drop(foreign);
    return add();
  };
  const serve = (): void => {
    for (let next = waiting[0]; next && !isStopped; next = waiting[0]) {
      const slot = find(next.tenantId);
      if (!slot) return;
      slot.isBusy = true;
      slot.tenantId = next.tenantId;
      waiting.shift();
      next.give(slot);
    }
  };
  const giveBack = (slot: Slot): void => {
    slot.isBusy = false;
    if (slot.process.isWorn()) drop(slot);
    serve();
    // The next tenant need not wait for a process to start.
    if (!isStopped && slots.length < size) add();
  };
  const take = (tenantId: TenantId, signal: AbortSignal): Promise<Slot | null> =>
    new Promise((resolve) => {
      const waiter: Waiter = { tenantId, give: (slot) => settle(slot) };
      const settle = (slot: Slot | null) => {
        signal.removeEventListener("abort", leave);
        resolve(slot);
      };
      const leave = () => {
        const at = waiting.indexOf(waiter);
        if (at >= 0) waiting.splice(at, 1);
        settle(null);
      };
      signal.addEventListener("abort", leave, { once: true });
      waiting.push(waiter);
      if (signal.aborted) leave();
      else serve();
    });

  return {
    async run(call) {
      const input = JSON.stringify(call.input);
      const refusal = refusalOf(call, input, waiting.length);
      if (refusal) return refusal;
      const slot = await take(call.tenantId, call.signal);
      if (!slot) return failed("cancelled", "The step was stopped while its code waited for a process.");
      try {
        return await runIn(slot.process, call, input);
      } finally {
        giveBack(slot);
      }
    },
    stop() {
      isStopped = true;
      for (const slot of [...slots]) drop(slot);
    },
  };
}

function refusalOf({ signal }: CodeCall, input: string, waiting: number): CodeOutcome | null {
  if (signal.aborted) return failed("cancelled", "The step was stopped.");
  if (Buffer.byteLength(input) > SANDBOX_LIMITS.inputBytes)
    return failed("code_error", `The input is over ${SANDBOX_LIMITS.inputBytes / 1_024} KB. Pass less to the code.`);
  if (waiting >= MAX_WAITING)
    return failed("internal", "Too much code waits for a process on this worker. Try again, or add a worker.");
  return null;
}

async function runIn(
  process: SandboxProcess,
  { source, deadlineMs, signal }: CodeCall,
  input: string,
): Promise<CodeOutcome> {
  try {
    await process.ready;
  } catch (error) {
    return failed("internal", error instanceof Error ? error.message : String(error));
  }
  const stop = () => process.kill();
  signal.addEventListener("abort", stop, { once: true });
  try {
    const answer = await process.run({ source, input, deadlineMs: Math.min(deadlineMs, SANDBOX_LIMITS.deadlineMs) });
    if (signal.aborted) return failed("cancelled", "The step was stopped while its code ran.");
    return answer.ok ? { ok: true, value: JSON.parse(answer.output), logs: answer.logs } : answer;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

const failed = (errorClass: Extract<CodeOutcome, { ok: false }>["class"], message: string): CodeOutcome => ({
  ok: false,
  class: errorClass,
  message,
  logs: [],
});
