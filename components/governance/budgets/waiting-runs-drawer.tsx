"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { dollarsOf } from "@/components/governance/budgets/dollars";
import { Drawer } from "@/components/ui/drawer";
import { ErrorState } from "@/components/ui/error-state";
import { formatNumber } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { waitingRunsQuery } from "@/lib/governance/budgets/budget-queries";
import type { WaitingRun } from "@/lib/governance/budgets/schema";

type Props = { tenant: string; budgetId: string; name: string; onClose: () => void };

/** The runs that one budget keeps waiting, the oldest first. */
export function WaitingRunsDrawer({ tenant, budgetId, name, onClose }: Props) {
  const { data, error, refetch } = useQuery(waitingRunsQuery(tenant, budgetId));
  return (
    <Drawer open onClose={onClose} title={`Runs that wait for ${name}`}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton width="60%" />}
      {data?.items.length === 0 && <p className="text-muted">No run waits for it any more.</p>}
      <ul className="grid">
        {data?.items.map((waiting) => (
          <li key={waiting.run} className="border-border border-b last:border-0">
            <Link className="grid gap-0.5 py-2.5" href={`/${tenant}/runs/${waiting.run}`}>
              <span className="flex items-baseline gap-2">
                <span className="cut grow medium">{waiting.harness}</span>
                <span className="mono s muted">{waiting.run.slice(-8)}</span>
              </span>
              <span className="text-12 text-muted">
                {waiting.environment}, since <RelativeTime at={waiting.since} />; its next call may use up to{" "}
                {needOf(waiting)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}

function needOf({ needs }: WaitingRun): string {
  const tokens = `${formatNumber(needs.tokens)} tokens`;
  return needs.micros === null ? `${tokens}, price unknown` : `${tokens}, ${dollarsOf(needs.micros)} USD`;
}
