"use client";
import { Ban, Play } from "lucide-react";
import Link from "next/link";
import { lazy, Suspense } from "react";
import { useEditorShared, useEditorStores, useView } from "@/components/harness/editor/editor-context";
import { OverlaySwitch } from "@/components/harness/editor/overlay-switch";
import { useTestRun } from "@/components/harness/editor/test-run-context";
import { LiveText } from "@/components/observability/run/live-text";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format-number";
import { Kbd } from "@/components/ui/kbd";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import { Status } from "@/components/ui/status";
import { parkedLabel } from "@/lib/observability/traces/parked-label";
import type { TraceView } from "@/lib/observability/traces/schema";
import { formatDuration } from "@/lib/platform/time/format-duration";
import { itemWords } from "@/lib/release/item-words";
import { isTerminal } from "@/lib/release/run-status";

export const loadTestPanel = () => import("@/components/harness/editor/test-panel");
const TestPanel = lazy(async () => ({ default: (await loadTestPanel()).TestPanel }));
export const loadPartButtons = () => import("@/components/harness/editor/part-buttons");
const PartButtons = lazy(async () => ({ default: (await loadPartButtons()).PartButtons }));
const TestAge = lazy(async () => ({ default: (await import("@/components/harness/editor/test-age")).TestAge }));
const CaseOutcome = lazy(async () => ({
  default: (await import("@/components/harness/test-runs/case-outcome")).CaseOutcome,
}));

/** Runs the draft in place, and shows how the last test went. */
export function TestBar() {
  const { view } = useEditorStores();
  const open = useView((state) => state.panel === "test");
  const onOpen = (next: boolean) => view.setState({ panel: next ? "test" : null });
  const { trace, isStarting, cancel, texts, lastCase, lastPart } = useTestRun();
  const isLive = trace ? !isTerminal(trace.status) : isStarting;
  return (
    <>
      <Suspense fallback={null}>
        {open && <TestPanel onClose={() => onOpen(false)} />}
        {!open && trace && !isLive && lastCase && lastPart?.mode !== "to" && (
          <CaseOutcome key={trace.id} {...{ trace, lastCase }} />
        )}
      </Suspense>
      {!open && isLive && Object.keys(texts).length > 0 && (
        <div className="float test-panel">
          <LiveText texts={texts} />
        </div>
      )}
      <div className="float test-bar">
        {isLive ? (
          <Button variant="danger" onClick={cancel} disabled={!trace}>
            <Ban className="i s" aria-hidden />
            Cancel
          </Button>
        ) : (
          <Button variant={open ? "secondary" : "primary"} aria-expanded={open} onClick={() => onOpen(!open)}>
            <Play className="i s" aria-hidden />
            Test run <Kbd>⌘↵</Kbd>
          </Button>
        )}
        <RunSummary />
        <span className="ml-auto flex items-center gap-2">
          <Suspense fallback={null}>{!isLive && <PartButtons />}</Suspense>
          {trace && <OverlaySwitch />}
        </span>
      </div>
    </>
  );
}

/** How the last test went, or that there was none. */
function RunSummary() {
  const { tenant } = useEditorShared();
  const { trace, isStarting, error } = useTestRun();
  const only = useView((state) => state.onlyItems);
  return (
    <>
      {isStarting && !trace && <Status status="queued" label="Starting" />}
      {trace && (
        <>
          <Status status={trace.status} label={labelOf(trace)} />
          <span className="figure num s muted">{formatDuration(trace.durationMs)}</span>
          {trace.tokens > 0 && <span className="figure num s muted">{formatNumber(trace.tokens)} tok</span>}
          {only.length > 0 && <span className="only-items cut text-12 text-muted">only {itemWords(only)}</span>}
          {trace.simulated && <SimulatedBadge />}
          <Suspense fallback={null}>
            <TestAge />
          </Suspense>
          <Link className="linkish" href={`/${tenant}/runs/${trace.id}`}>
            Open the run
          </Link>
        </>
      )}
      {error && (
        <span role="alert" className="fail text-12">
          {error.message}
        </span>
      )}
      {!trace && !isStarting && !error && (
        <span className="never-run cut text-12 text-faint">Runs the draft as it is, in the environment “draft”.</span>
      )}
    </>
  );
}

function labelOf({ status, error, parkedReason }: TraceView): string | undefined {
  if (status === "failed") return error?.class;
  return status === "parked" ? parkedLabel(parkedReason) : undefined;
}
