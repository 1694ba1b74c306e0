import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { canonicalJson } from "@/lib/release/canonical-json";
import { findRelease } from "@/lib/release/data.server";
import { wakeRun } from "@/lib/release/mutations.server";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { Program } from "@/lib/release/program";
import { RunStatus } from "@/lib/release/run-request";
import { isTerminal } from "@/lib/release/run-status";
import type { NewSignal } from "@/lib/runtime/runs/schema";

/**
 * Tells a run something, once for each key: the same key with the same payload changes nothing (`created` false), with
 * another payload it is refused. A signal that comes before its step waits is kept for it. Errors: `not-found`,
 * `unknown-signal` (no step of the release waits for it), `run-finished`, `idempotency-mismatch`.
 */
export async function sendSignal(
  db: TenantDb,
  actor: Actor,
  { runId, name, now }: { runId: string; name: string; now: Date },
  signal: NewSignal,
): Promise<{ created: boolean }> {
  const { tenantId } = actor;
  const run = await db.run.findFirst({
    where: { tenantId, id: runId },
    select: { status: true, projectId: true, releaseId: true },
  });
  if (!run || (actor.projectId && run.projectId !== actor.projectId)) throw new ProblemError("not-found");
  const earlier = await db.signal.findFirst({ where: { tenantId, runId, name, key: signal.key } });
  if (earlier) {
    if (canonicalJson(earlier.payload) === canonicalJson(signal.payload)) return { created: false };
    throw new ProblemError(
      "idempotency-mismatch",
      `A signal "${name}" with this key and another payload is there already.`,
    );
  }
  const release = await findRelease(db, tenantId, run.releaseId);
  const known = release ? signalsOf(release.program) : [];
  if (!known.includes(name)) throw new ProblemError("unknown-signal", unknownSignal(name, known));
  if (isTerminal(RunStatus.parse(run.status)))
    throw new ProblemError("run-finished", `The run is ${run.status}; it takes no more signals.`);
  const { key, payload } = signal;
  await db.signal.create({
    data: { tenantId, runId, name, key, payload: payload ?? {}, by: actorRef(actor), at: now },
  });
  await appendAuditEvent(db, actor, { action: "run.signal", target: `run:${runId}`, detail: { name, key } });
  // The run may have ended between the look and the write: then nobody would ever take the signal.
  if (!(await wakeRun(db, tenantId, runId)))
    throw new ProblemError("run-finished", "The run has just ended; it takes no more signals.");
  return { created: true };
}

function signalsOf(program: Program): string[] {
  return program.nodes.flatMap((node) => {
    const config = node.kind === "wait" ? NODE_CONFIG.wait.safeParse(node.config).data : undefined;
    return config?.mode === "signal" && config.signal !== undefined ? [config.signal] : [];
  });
}

const unknownSignal = (name: string, known: string[]): string =>
  known.length === 0
    ? "No step of this run's release waits for a signal."
    : `No step of this run's release waits for "${name}". It knows: ${[...new Set(known)].sort().join(", ")}.`;
