import type { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import type { Library } from "@/lib/harness/compile/library";
import { requireDraft } from "@/lib/harness/drafts/data.server";
import type { Draft } from "@/lib/harness/graph/draft";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { exitsOf, refusalOfPin } from "@/lib/harness/pins/pin-rules";
import { PinValue, PinView } from "@/lib/harness/pins/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import type { NodeOutput } from "@/lib/release/program";

/** The pins of a draft without their values; also those of steps that are gone, which come back with undo. */
export async function listPins(db: TenantDb, actor: Actor, slug: string): Promise<PinView[]> {
  const { row } = await requireDraft(db, actor, slug);
  const pins = await db.draftPin.findMany({ where: { tenantId: actor.tenantId, draftId: row.id } });
  return pins.map(({ nodeId, mode, output, schema, sourceRunId, by, at }) =>
    PinView.parse({
      ...{ nodeId, mode, schema, sourceRunId, by, at: at.toISOString() },
      port: PinValue.parse(output).port,
    }),
  );
}

/** What a step is pinned to. Throws `not-found` when it is not. */
export async function getPinValue(
  db: TenantDb,
  actor: Actor,
  slug: string,
  nodeId: string,
): Promise<z.infer<typeof PinValue>> {
  const { row } = await requireDraft(db, actor, slug);
  const pin = await db.draftPin.findFirst({ where: { tenantId: actor.tenantId, draftId: row.id, nodeId } });
  if (!pin) throw new ProblemError("not-found");
  return PinValue.parse(pin.output);
}

/**
 * Outputs that a test run of the draft gives instead of making them, by node id. A pin that does not fit what its step
 * gives now is an error and is not left out: the step would run, and may be pinned because it must not. Error: `invalid`.
 */
export async function pinnedOutputs(
  db: TenantDb,
  { tenantId }: Actor,
  { draftId, draft, library }: { draftId: string; draft: Draft; library: Library },
): Promise<Map<string, NodeOutput>> {
  const rows = await db.draftPin.findMany({ where: { tenantId, draftId }, select: { nodeId: true, output: true } });
  const byNode = new Map(rows.map((row) => [row.nodeId, PinValue.parse(row.output)]));
  const types = draftTypes(draft, library);
  const given = new Map<string, NodeOutput>();
  for (const node of draft.nodes) {
    const pin = byNode.get(node.id);
    if (!pin) continue;
    const misfits = exitsOf(node).some((port) => port.id === pin.port)
      ? jsonValueIssues(types.exitOf(node, pin.port), pin.output)
      : [{ pointer: "", message: `The step has no exit "${pin.port}" any more.` }];
    const refusal = refusalOfPin(node) ?? misfits[0]?.message;
    if (refusal)
      throw new ProblemError(
        "invalid",
        `"${node.label}" is pinned to an output that it does not give any more. Pin it again, or unpin it.`,
        [{ pointer: `/nodes/${node.key}${misfits[0]?.pointer ?? ""}`, message: refusal }],
      );
    given.set(node.id, pin);
  }
  return given;
}
