"use client";
import { CircleCheck, CircleMinus, CirclePause, CircleX, LoaderCircle, RotateCw } from "lucide-react";
import { useView } from "@/components/harness/editor/editor-context";
import { formatMicros, formatNumber } from "@/components/ui/format-number";
import type { NodeRun } from "@/lib/harness/test-runs/node-runs";
import { formatDuration } from "@/lib/platform/time/format-duration";

const useRun = (id: string) => useView(({ overlay, runs }) => (overlay === "off" ? undefined : runs.get(id)));
const useIsLeftOut = (id: string) =>
  useView(({ overlay, runs, isRunLive }) => overlay === "run" && runs.size > 0 && !isRunLive && !runs.has(id));

/** Time, tokens and cost of a step in the last test run, in the second line of its card. */
export function RunFigures({ id }: { id: string }) {
  const run = useRun(id);
  const isLeftOut = useIsLeftOut(id);
  const isPinned = useView((state) => state.pins.has(id));
  if (isLeftOut) return <span className="t11">not taken</span>;
  if (!run) return null;
  if (run.status === "running") return <span className="t11 run">running</span>;
  if (run.status === "parked") return <span className="t11 parked">waiting</span>;
  return (
    <span className="figures" title={titleOf(run)}>
      {isPinned && <span className="mocked">pinned</span>}
      {run.durationMs !== null && !isPinned && <span>{formatDuration(run.durationMs)}</span>}
      {run.tokens > 0 && <span>{formatNumber(run.tokens)} tok</span>}
      {run.costMicros > 0 && <span>{formatMicros(run.costMicros)} USD</span>}
      {run.simulated && run.tokens === 0 && run.status !== "error" && <span className="mocked">mocked</span>}
    </span>
  );
}

const titleOf = ({ iterations, attempts }: NodeRun) =>
  [
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
    ...(iterations.length > 0 ? [`${iterations.length} iterations, ${countOf(iterations, "error")} failed`] : []),
  ].join("; ");

const countOf = (iterations: NodeRun["iterations"], status: NodeRun["status"]) =>
  iterations.filter((one) => one.status === status).length;

/** Icon and word of how the step ended; more than one attempt shows its number. */
export function RunMark({ id }: { id: string }) {
  const run = useRun(id);
  const isLeftOut = useIsLeftOut(id);
  if (isLeftOut) return <CircleMinus className="i s faint" role="img" aria-label="Not taken" />;
  if (!run) return null;
  if (run.status === "running") return <LoaderCircle className="i s run spin" role="img" aria-label="Running" />;
  if (run.status === "parked") return <CirclePause className="i s parked" role="img" aria-label="Waiting" />;
  if (run.status === "error") return <CircleX className="i s fail" role="img" aria-label="Failed" />;
  if (run.status === "cancelled") return <CircleMinus className="i s muted" role="img" aria-label="Cancelled" />;
  if (run.attempts > 1)
    return (
      <span className="st warn num">
        <RotateCw className="i s" role="img" aria-label="Attempts" />
        {run.attempts}
      </span>
    );
  return <CircleCheck className="i s ok" role="img" aria-label="Succeeded" />;
}

/** How the items of a container went: done, failed, of how many. */
export function IterationStrip({ id }: { id: string }) {
  const run = useRun(id);
  const only = useView(({ onlyItems }) => onlyItems.find(({ map }) => map === id)?.index ?? null);
  if (run && only !== null)
    return (
      <span className="figures">
        <span>item {only + 1} only</span>
      </span>
    );
  if (!run || run.iterations.length === 0) return null;
  const failed = countOf(run.iterations, "error");
  const done = countOf(run.iterations, "ok");
  return (
    <span className="figures">
      <span>
        {done} of {run.iterations.length}
      </span>
      {failed > 0 && <span className="fail">{failed} failed</span>}
    </span>
  );
}
