import { loadStepRenamer } from "@/components/harness/editor/step-renamer";
import { readWaitingEdits, type WaitingEdits } from "@/components/harness/editor/waiting-edits";
import { repeatCommands } from "@/lib/harness/graph/repeat-commands";
import { ApiError, api, unwrap } from "@/lib/platform/http/api-client";

type Settling = {
  path: { tenant: string; harness: string };
  key: string;
  /** The draft on the server may have changed: it is read again. */
  readAgain: () => Promise<unknown>;
};

/**
 * Edits of an earlier visit that are still to be saved, or null. A batch that was on its way then is sent again as it
 * was: when only its answer was lost, the server knows it and saves nothing twice.
 */
export async function settleWaitingEdits({ path, key, readAgain }: Settling): Promise<WaitingEdits | null> {
  const waiting = await readWaitingEdits(key).catch(() => null);
  if (!waiting) return null;
  const rename = await loadStepRenamer();
  if (!waiting.batch) return waiting;
  const { base, pending, batch, rev } = waiting;
  const sent = pending.slice(0, batch.count);
  const body = { baseRev: rev, batchId: batch.id, commands: JSON.parse(JSON.stringify(sent)) };
  try {
    const saved = await unwrap(
      api.PATCH("/api/v1/{tenant}/harnesses/{harness}/draft", { params: { path }, body }),
    ).finally(readAgain);
    const rest = pending.slice(batch.count);
    return rest.length === 0
      ? null
      : { base: repeatCommands(base, sent, rename), rev: saved.rev, pending: rest, batch: null };
  } catch (error) {
    // Refused: somebody else saved in between, so that the edits are repeated on theirs.
    if (error instanceof ApiError && error.problem !== null) return { ...waiting, batch: null };
    return waiting;
  }
}
