"use client";
import { Ban, Play } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { useTestRun } from "@/components/harness/editor/test-run-context";
import { LiveText } from "@/components/observability/run/live-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { formatNumber } from "@/components/ui/format-number";
import { Kbd } from "@/components/ui/kbd";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import { Status } from "@/components/ui/status";
import { Textarea } from "@/components/ui/textarea";
import type { Draft } from "@/lib/harness/graph/draft";
import { parkedLabel } from "@/lib/observability/traces/parked-label";
import type { TraceView } from "@/lib/observability/traces/schema";
import { formatDuration } from "@/lib/platform/time/format-duration";
import { isTerminalStatus } from "@/lib/release/run-request";

/** Runs the draft in place, and shows how the last test went. */
export function TestBar({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const { tenant } = useEditorShared();
  const { trace, runId, isStarting, cancel, error, texts } = useTestRun();
  const isLive = trace ? !isTerminalStatus(trace.status) : isStarting;
  return (
    <>
      {open && <TestPanel onClose={() => onOpen(false)} />}
      {!open && Object.keys(texts).length > 0 && (
        <div className="float test-panel">
          <LiveText texts={texts} />
        </div>
      )}
      <div className="float test-bar">
        {isLive ? (
          <Button variant="danger" onClick={cancel} disabled={!runId}>
            <Ban className="i s" aria-hidden />
            Cancel
          </Button>
        ) : (
          <Button variant={open ? "secondary" : "primary"} aria-expanded={open} onClick={() => onOpen(!open)}>
            <Play className="i s" aria-hidden />
            Test run <Kbd>⌘↵</Kbd>
          </Button>
        )}
        {isStarting && !trace && <Status status="queued" label="Starting" />}
        {trace && (
          <>
            <Status status={trace.status} label={labelOf(trace)} />
            <span className="num s muted">{formatDuration(trace.durationMs)}</span>
            <span className="num s muted">{formatNumber(trace.tokens)} tok</span>
            {trace.simulated && <SimulatedBadge />}
            <Link className="linkish ml-auto pr-2" href={`/${tenant}/runs/${trace.id}`}>
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
          <span className="text-12 text-faint">Runs the draft as it is, in the environment “draft”.</span>
        )}
      </div>
    </>
  );
}

function labelOf({ status, error, parkedReason }: TraceView): string | undefined {
  if (status === "failed") return error?.class;
  return status === "parked" ? parkedLabel(parkedReason) : undefined;
}

/** An input that fits the schema as far as it can be guessed: one empty or example value for each property. */
function exampleInput(inputs: Draft["inputs"]): string {
  const properties = typeof inputs.properties === "object" && inputs.properties !== null ? inputs.properties : {};
  const entries = Object.entries(properties).map(([name, schema]) => {
    const type = typeof schema === "object" && schema !== null && "type" in schema ? schema.type : "string";
    const blank: Record<string, unknown> = { number: 1, integer: 1, boolean: true, array: [], object: {} };
    return [name, blank[String(type)] ?? ""];
  });
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}

const onlyText = (inputs: Draft["inputs"]): string | null => {
  const properties =
    typeof inputs.properties === "object" && inputs.properties !== null ? Object.entries(inputs.properties) : [];
  const [first] = properties;
  return properties.length === 1 && first && JSON.stringify(first[1]).includes('"string"') ? first[0] : null;
};

function TestPanel({ onClose }: { onClose: () => void }) {
  const inputs = useEditor((state) => state.draft.inputs);
  const { start } = useTestRun();
  const field = onlyText(inputs);
  const [text, setText] = useState(() => (field ? "" : exampleInput(inputs)));
  const [problem, setProblem] = useState<string | null>(null);
  const run = () => {
    try {
      start(field ? { [field]: text } : JSON.parse(text));
      setProblem(null);
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "This is not JSON.");
    }
  };
  return (
    <section className="float test-panel" aria-label="Test run">
      <Field label={field ? field : "Input (JSON)"} error={problem}>
        <Textarea
          autoFocus
          rows={field ? 3 : 8}
          className={field ? undefined : "mono"}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) run();
            if (event.key === "Escape") onClose();
          }}
        />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Close</Button>
        <Button variant="primary" onClick={run}>
          Run
        </Button>
      </div>
    </section>
  );
}
