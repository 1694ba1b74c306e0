"use client";
import { useQueryClient } from "@tanstack/react-query";
import { RotateCcw, Trash2 } from "lucide-react";
import { useMemo } from "react";
import { useMay } from "@/components/shell/viewer-context";
import type { Bulk, BulkAction } from "@/components/ui/bulk-action";
import { api, unwrap } from "@/lib/platform/http/api-client";
import type { DeadLetterView } from "@/lib/runtime/dead-letters/schema";

/** Replays or discards the dead letters that are selected; undefined for those who may do neither. */
export function useLetterActs(tenant: string): Bulk<DeadLetterView> | undefined {
  const client = useQueryClient();
  const may = useMay();
  const [mayDiscard, mayReplay] = [may("deadletter:write"), may("run:replay")];
  return useMemo(() => {
    const onSettled = () => client.invalidateQueries({ queryKey: [tenant, "dead-letters"] });
    const actions = [...(mayReplay ? [replay(tenant)] : []), ...(mayDiscard ? [discard(tenant)] : [])];
    if (actions.length === 0) return undefined;
    return {
      noun: ["dead letter", "dead letters"],
      nameOf: ({ error, run }) => `${error.message} ${run.slice(-4)}`,
      actions: actions.map((action) => ({ ...action, onSettled })),
    };
  }, [tenant, client, mayDiscard, mayReplay]);
}

type Act = Omit<BulkAction<DeadLetterView>, "onSettled">;

const replay = (tenant: string): Act => ({
  verb: "Replay",
  doing: "Replaying",
  done: "replayed",
  shortcut: "r",
  icon: <RotateCcw className="i s" aria-hidden />,
  isHarmless: true,
  meaning:
    "Each run goes on from the step that failed, on the release that its environment runs now; what it had finished is not done again. Runs whose changes outside might happen twice are left for you.",
  act: ({ run }) =>
    unwrap(
      api.POST("/api/v1/{tenant}/runs/{runId}/replay", {
        params: { path: { tenant, runId: run } },
        body: { target: "current", acceptRepeats: false, onlyOpenLetter: true },
      }),
    ),
});

const discard = (tenant: string): Act => ({
  verb: "Discard",
  doing: "Discarding",
  done: "discarded",
  shortcut: "d",
  icon: <Trash2 className="i s" aria-hidden />,
  meaning: "The runs stay as they are and are not tried again. Their traces are kept.",
  act: ({ id }) =>
    unwrap(
      api.POST("/api/v1/{tenant}/dead-letters/{letterId}/discard", {
        params: { path: { tenant, letterId: id } },
        body: { note: "" },
      }),
    ),
});
