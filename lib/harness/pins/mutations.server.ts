import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { loadLibrary } from "@/lib/harness/compile/load-library.server";
import { requireDraft } from "@/lib/harness/drafts/data.server";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { exitsOf, refusalOfPin } from "@/lib/harness/pins/pin-rules";
import type { NewPin, PinView } from "@/lib/harness/pins/schema";
import { findEarlierRun } from "@/lib/harness/test-runs/data.server";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { JsonSchema } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import type { NodeOutput } from "@/lib/release/program";
import { schemaExample } from "@/lib/release/schema-example";

const MAX_PINS = 200;
/** As much as a tool may give. */
const MAX_BYTES = 256_000;
const MODE = { run: "recorded", schema: "generated", value: "static" } as const satisfies Record<
  NewPin["from"],
  PinView["mode"]
>;

/**
 * Makes test runs use an output instead of running the step. The document is not touched. Errors: `not-found` for a step
 * that is not in the stored draft; `invalid` for one that cannot be pinned, or a value that does not fit what it gives.
 */
export async function setPin(
  db: TenantDb,
  actor: Actor,
  slug: string,
  { nodeId, pin, now }: { nodeId: string; pin: NewPin; now: Date },
): Promise<void> {
  const { tenantId } = actor;
  await lockTransaction(db, `pins:${tenantId}:${slug}`);
  const { harness, row, draft } = await requireDraft(db, actor, slug);
  const node = draft.nodes.find((one) => one.id === nodeId);
  if (!node) throw new ProblemError("not-found", "The step is not in the draft as it is stored.");
  const refusal = refusalOfPin(node);
  if (refusal) throw new ProblemError("invalid", refusal);
  const types = draftTypes(draft, await loadLibrary(db, tenantId));
  const schemaOf = (port: string) => types.exitOf(node, port);
  const output = await outputOf(db, actor, { harnessId: harness.id, nodeId, pin, schemaOf });
  if (!exitsOf(node).some((port) => port.id === output.port))
    throw new ProblemError("invalid", `"${node.label}" has no exit "${output.port}".`, [
      { pointer: "/port", message: "There is no such exit." },
    ]);
  refuseMisfit(schemaOf(output.port), output);
  const where = { tenantId, draftId: row.id, nodeId };
  const isNew = (await db.draftPin.count({ where })) === 0;
  if (isNew && (await db.draftPin.count({ where: { tenantId, draftId: row.id } })) >= MAX_PINS)
    throw new ProblemError("invalid", `A draft has at most ${MAX_PINS} pinned outputs. Unpin some first.`);
  const content = {
    mode: MODE[pin.from],
    output: JSON.parse(JSON.stringify(output)),
    schema: schemaOf(output.port),
    sourceRunId: pin.from === "run" ? pin.runId : null,
    by: actorRef(actor),
    at: now,
  };
  await db.draftPin.upsert({
    where: { tenantId_draftId_nodeId: where },
    create: { ...where, ...content },
    update: content,
  });
  await appendAuditEvent(db, actor, {
    action: "draft.pin",
    target: `harness:${slug}`,
    detail: { node: node.key, mode: content.mode, port: output.port },
  });
}

/** Lets test runs run the step again. Errors: `not-found` when it is not pinned. */
export async function removePin(db: TenantDb, actor: Actor, slug: string, nodeId: string): Promise<void> {
  const { tenantId } = actor;
  const { row, draft } = await requireDraft(db, actor, slug);
  const { count } = await db.draftPin.deleteMany({ where: { tenantId, draftId: row.id, nodeId } });
  if (count === 0) throw new ProblemError("not-found");
  const key = draft.nodes.find((one) => one.id === nodeId)?.key ?? nodeId;
  await appendAuditEvent(db, actor, { action: "draft.unpin", target: `harness:${slug}`, detail: { node: key } });
}

type Wanted = { harnessId: string; nodeId: string; pin: NewPin; schemaOf: (port: string) => JsonSchema };

async function outputOf(db: TenantDb, actor: Actor, { harnessId, nodeId, pin, schemaOf }: Wanted): Promise<NodeOutput> {
  if (pin.from === "value") return { output: pin.value, port: pin.port };
  if (pin.from === "schema") return { output: schemaExample(schemaOf(pin.port)), port: pin.port };
  if (!actor.scopes.has("payload:readDraft"))
    throw new ProblemError(
      "forbidden",
      'A pin copies what a run recorded. This needs the right "payload:readDraft", which your role does not have.',
    );
  const run = await findEarlierRun(db, actor.tenantId, harnessId, pin.runId);
  if (!run) throw new ProblemError("not-found", "This is not a test run of this harness.");
  const recorded = run.outputs.get(nodeId);
  if (!recorded)
    throw new ProblemError(
      "invalid",
      "The run kept no whole output of this step: it failed, ran for each item of a container, or gave too much.",
    );
  return recorded;
}

function refuseMisfit(schema: JsonSchema, { output }: NodeOutput): void {
  if (JSON.stringify(output).length > MAX_BYTES)
    throw new ProblemError("invalid", `A pinned output has at most ${MAX_BYTES / 1_000} KB.`, [
      { pointer: "/value", message: "This is too much." },
    ]);
  const issues = jsonValueIssues(schema, output);
  if (issues.length > 0)
    throw new ProblemError(
      "invalid",
      "This is not what the step gives.",
      issues.map(({ pointer, message }) => ({ pointer: `/value${pointer}`, message })),
    );
}
