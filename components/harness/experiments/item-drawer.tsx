"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ExpectedDiff } from "@/components/harness/experiments/expected-diff";
import { Drawer } from "@/components/ui/drawer";
import { ErrorState } from "@/components/ui/error-state";
import { formatMicros } from "@/components/ui/format-number";
import { JsonView } from "@/components/ui/json-view";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import { Skeleton } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import { itemQuery } from "@/lib/harness/experiments/experiment-queries";
import type { ExperimentView, ItemDetail } from "@/lib/harness/experiments/schema";
import { formatDuration } from "@/lib/platform/time/format-duration";

type Props = { tenant: string; experiment: ExperimentView; item: string; onClose: () => void };
type Trial = ItemDetail["trials"][number];

/** One row: its input, and for every trial the answer against the expected one, the scores and the trace. */
export function ItemDrawer({ tenant, experiment, item, onClose }: Props) {
  const { data, error, refetch } = useQuery(itemQuery(tenant, experiment.id, item));
  return (
    <Drawer open onClose={onClose} title="Row" width={640}>
      {data ? (
        <div className="grid gap-5">
          <JsonView value={data.input} label="Input" />
          {data.trials.map((trial) => (
            <TrialView
              key={`${trial.cell} ${trial.repeat}`}
              tenant={tenant}
              experiment={experiment}
              detail={data}
              trial={trial}
            />
          ))}
        </div>
      ) : error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : (
        <Skeleton width="60%" />
      )}
    </Drawer>
  );
}

const stateOf = ({ state, pass }: Trial) =>
  state !== "graded" ? state : pass === null ? "skipped" : pass ? "ok" : "failed";
const wordOf = ({ state, pass }: Trial) =>
  state !== "graded" ? undefined : pass === null ? "Ungraded" : pass ? "Passed" : "Failed";

function TrialView({
  tenant,
  experiment,
  detail,
  trial,
}: Omit<Props, "item" | "onClose"> & { detail: ItemDetail; trial: Trial }) {
  const { plan } = experiment;
  const label = plan.cells.find((cell) => cell.key === trial.cell)?.label ?? trial.cell;
  return (
    <section aria-label={`${label}, repeat ${trial.repeat}`} className="grid gap-2">
      <header className="flex items-center gap-3">
        <h3 className="font-semibold text-13">
          {label}
          {plan.repeats > 1 && <span className="font-normal text-muted"> repeat {trial.repeat}</span>}
        </h3>
        <Status status={stateOf(trial)} label={wordOf(trial)} />
        {trial.simulated && <SimulatedBadge />}
        <span className="num ml-auto text-12 text-muted">
          {trial.latencyMs !== null && `${formatDuration(trial.latencyMs)} · `}
          {formatMicros(trial.costMicros)} USD
        </span>
        {trial.runId && (
          <Link className="link" href={`/${tenant}/runs/${trial.runId}`}>
            Trace
          </Link>
        )}
      </header>
      {trial.error && <p className="fail">{trial.error}</p>}
      {trial.state === "graded" && <Answer detail={detail} trial={trial} />}
      {trial.scores.length > 0 && (
        <ul className="grid gap-1" aria-label="Scores">
          {trial.scores.map((score, index) => (
            <li key={plan.graders[index]?.name} className="flex flex-wrap items-start gap-x-2">
              <Status
                status={score.verdict === "pass" ? "ok" : score.verdict === "fail" ? "failed" : "skipped"}
                label={plan.graders[index]?.name}
              />
              <span className="min-w-[45%] flex-1 text-muted [overflow-wrap:anywhere]">{score.reason}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Answer({ detail, trial }: { detail: ItemDetail; trial: Trial }) {
  if (!detail.mayReadOutput) return <p className="text-muted">Your role may not read what runs in draft answered.</p>;
  if (detail.expected === undefined) return <JsonView value={trial.output} label="Output" />;
  return <ExpectedDiff expected={detail.expected} output={trial.output} />;
}
