"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ContextBar } from "@/components/runtime/memory/context-bar";
import { formatNumber } from "@/components/ui/format-number";
import type { SpanDetail } from "@/lib/observability/traces/schema";
import { contextPlansQuery } from "@/lib/runtime/context-plans/context-plan-queries";
import { ContextPlan } from "@/lib/runtime/memory/context-plan";

/** What went into a model call, and the way to what was left out. Nothing for spans that called no model. */
export function SpanContextPlan({ tenant, runId, detail }: { tenant: string; runId: string; detail: SpanDetail }) {
  const { data } = useInfiniteQuery({ ...contextPlansQuery(tenant, { run: runId }), enabled: detail.model !== null });
  const link = detail.attributes.contextPlan;
  const stepKey = typeof link === "object" && link !== null && "stepKey" in link ? String(link.stepKey) : null;
  const plans = data?.pages.flatMap((page) => page.items) ?? [];
  const found = plans.find((plan) => stepKey !== null && `${plan.stepKey}#${plan.call}` === stepKey);
  if (!found) return null;
  const plan = ContextPlan.parse(found.plan);
  return (
    <section aria-label="Context plan">
      <div className="flex items-baseline gap-2">
        <b>Context plan</b>
        <Link className="linkish" href={`/${tenant}/memory?run=${runId}`}>
          open
        </Link>
        <span className="num s muted ml-auto">{formatNumber(found.providerInputTokens ?? 0)} tokens counted</span>
      </div>
      <ContextBar plan={plan} />
    </section>
  );
}
