"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Segmented } from "@/components/ui/segmented";
import { api, unwrap } from "@/lib/platform/http/api-client";
import type { DeadLetterFilter } from "@/lib/runtime/dead-letters/schema";
import type { ReplayTarget } from "@/lib/runtime/replay/schema";

const MAX_BATCH = 200;
type Props = {
  tenant: string;
  act: "replay" | "discard";
  filter: DeadLetterFilter;
  total: number;
  onClose: () => void;
};

/** One act on everything that the filter matches: says how many first, and afterwards what was left and why. */
export function LetterBatchDialog({ tenant, act, filter, total, onClose }: Props) {
  const [target, setTarget] = useState<ReplayTarget>("current");
  const client = useQueryClient();
  const { state: _state, ...narrowed } = filter;
  const run = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/{tenant}/dead-letters/batch", {
          params: { path: { tenant } },
          body: { filter: narrowed, act: act === "replay" ? { kind: act, target } : { kind: act, note: "" } },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: [tenant, "dead-letters"] }),
  });
  const verb = act === "replay" ? "Replay" : "Discard";
  const count = Math.min(total, MAX_BATCH);
  if (run.data) return <BatchResult verb={verb} result={run.data} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${verb} ${count} dead ${count === 1 ? "letter" : "letters"}?`}
      description={
        total > MAX_BATCH
          ? `${total >= 1_000 ? "1,000 or more" : total} match; the oldest ${MAX_BATCH} are taken.`
          : undefined
      }
      footer={
        <>
          <Button onClick={onClose}>Keep them</Button>
          <Button
            variant={act === "replay" ? "primary" : "danger"}
            disabled={run.isPending}
            onClick={() => run.mutate()}
          >
            {run.isPending ? "Working" : `${verb} ${count}`}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 text-muted">
        {act === "replay" ? (
          <>
            <p>
              Each run goes on from the step that failed; what it had finished is not done again. Runs whose changes
              outside might happen twice are left for you.
            </p>
            <Segmented
              label="Release"
              value={target}
              onChange={setTarget}
              options={[
                { value: "current", label: "On the current release" },
                { value: "same", label: "On the release it had" },
              ]}
            />
          </>
        ) : (
          <p>The runs stay as they are and are not tried again. Their traces are kept.</p>
        )}
        {run.error && <ErrorState error={run.error} />}
      </div>
    </Dialog>
  );
}

type Result = { done: number; skipped: { id: string; run: string; why: string }[]; hasMore: boolean };

function BatchResult({ verb, result, onClose }: { verb: string; result: Result; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${verb}ed ${result.done}${result.skipped.length > 0 ? `, left ${result.skipped.length}` : ""}`}
      footer={
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className="grid gap-2" aria-live="polite">
        {result.hasMore && <p className="text-muted">More match. Run this again for the next ones.</p>}
        {result.skipped.map(({ id, run, why }) => (
          <p key={id}>
            <span className="mono">{run.slice(-8)}</span> <span className="text-muted">{why}</span>
          </p>
        ))}
      </div>
    </Dialog>
  );
}
