import { Sparkline } from "@/components/charts/sparkline";
import { formatNumber } from "@/components/ui/format-number";
import type { ContextPlanView } from "@/lib/runtime/context-plans/schema";

/** Tokens sent per call, oldest first. `calls` come newest first. */
export function CallGrowth({ calls }: { calls: readonly ContextPlanView[] }) {
  const sent = calls.map(({ plan }) => plan.used).reverse();
  const most = Math.max(...sent);
  if (sent.length < 2) return null;
  return (
    <section className="mt-auto border-border border-t px-page py-3" aria-label="Growth">
      <div className="sec">
        These calls <small>tokens sent per call, {sent.length} calls</small>
        <span className="end text-12">at most {formatNumber(most)}</span>
      </div>
      <Sparkline
        values={sent}
        fluid
        height={56}
        color="var(--cat-1)"
        label={`Tokens sent per call, ${sent.length} calls, at most ${most}, last ${sent.at(-1)}`}
      />
    </section>
  );
}
