"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { CopyId } from "@/components/ui/copy-id";
import { ErrorState } from "@/components/ui/error-state";
import { formatBytes, formatMicros, formatNumber } from "@/components/ui/format-number";
import { JsonView } from "@/components/ui/json-view";
import { NodeKindIcon } from "@/components/ui/node-kind";
import { Skeleton } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import type { SpanDetail as Detail, SpanView } from "@/lib/observability/traces/schema";
import { spanStatus } from "@/lib/observability/traces/span-status";
import { spanQuery } from "@/lib/observability/traces/trace-queries";
import { formatDuration } from "@/lib/platform/time/format-duration";

type Props = {
  tenant: string;
  runId: string;
  span: SpanView;
  attempts: readonly SpanView[];
  onSelect: (spanId: string) => void;
  /** What other areas know about the span: its context plan, its policy decisions. */
  more?: (detail: Detail) => ReactNode;
};

/** Everything about one span: content, attempts, tokens and cost. */
export function SpanDetail({ tenant, runId, span, attempts, onSelect, more }: Props) {
  const { data, error, refetch } = useQuery(spanQuery(tenant, runId, span.id, span.state));
  return (
    <section className="span-detail" aria-label="Span">
      <div className="strip">
        <NodeKindIcon kind={span.kind} />
        <b className="cut">{span.name}</b>
        <Status status={spanStatus(span)} />
        <CopyId id={span.id} label={`span ${span.id.slice(0, 8)}`} />
        <span className="mono s muted ml-auto">{data?.model ?? data?.tool ?? span.kind}</span>
      </div>
      {error ? (
        <div className="p-4">
          <ErrorState error={error} onRetry={refetch} />
        </div>
      ) : (
        <div className="span-columns">
          <div className="io">
            {span.error && (
              <p className="fail" role="note">
                <b className="mono">{span.error.class}</b> {span.error.message}
              </p>
            )}
            {data ? <Content detail={data} /> : <Skeleton width="70%" />}
          </div>
          <div className="span-facts">
            {attempts.length > 1 && <Attempts attempts={attempts} selected={span.id} onSelect={onSelect} />}
            {data && <Facts detail={data} />}
            {data && more?.(data)}
          </div>
        </div>
      )}
    </section>
  );
}

function Content({ detail }: { detail: Detail }) {
  if (detail.isRedacted)
    return (
      <p className="text-muted">
        Your role may not read the content of this environment. Input {formatBytes(detail.inputBytes)}, output{" "}
        {formatBytes(detail.outputBytes)}.
      </p>
    );
  return (
    <>
      {detail.input !== null && (
        <JsonView label={`Input, ${formatBytes(detail.inputBytes)}`} value={readable(detail.input)} />
      )}
      {detail.output !== null && (
        <JsonView label={`Output, ${formatBytes(detail.outputBytes)}`} value={readable(detail.output)} />
      )}
      {detail.input === null && detail.output === null && <p className="text-muted">This span has no content.</p>}
      {detail.isTruncated && <p className="text-12 text-muted">Cut at 1 MB.</p>}
    </>
  );
}

function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function Attempts({
  attempts,
  selected,
  onSelect,
}: {
  attempts: readonly SpanView[];
  selected: string;
  onSelect: (id: string) => void;
}) {
  return (
    <section>
      <b>Attempts</b>
      {attempts.map((attempt) => (
        <button
          key={attempt.id}
          type="button"
          aria-pressed={attempt.id === selected}
          className="flex w-full items-center gap-2 rounded-1 px-1 py-0.5 text-left hover:bg-surface-3 aria-pressed:bg-accent-soft"
          onClick={() => onSelect(attempt.id)}
        >
          <span className="num s faint">{attempt.attempt}</span>
          <Status status={spanStatus(attempt)} label={attempt.error?.class} />
          <span className="num s muted ml-auto">{formatDuration(attempt.durationMs)}</span>
        </button>
      ))}
    </section>
  );
}

function Facts({ detail }: { detail: Detail }) {
  const { usage } = detail;
  const rows: [string, ReactNode][] = [
    ["Started", new Date(detail.startedAt).toLocaleTimeString()],
    ["Duration", formatDuration(detail.durationMs)],
    ...(usage
      ? ([
          ["Input tokens", formatNumber(usage.input + usage.cacheRead + usage.cacheWrite)],
          ["Output tokens", formatNumber(usage.output + usage.reasoning)],
          ["Cost, USD", detail.costMicros === null ? "price unknown" : formatMicros(detail.costMicros)],
        ] satisfies [string, ReactNode][])
      : []),
    ...(detail.ttftMs === null
      ? []
      : ([["First token after", formatDuration(detail.ttftMs)]] satisfies [string, ReactNode][])),
    ...(typeof detail.attributes.port === "string"
      ? ([["Went on at", detail.attributes.port]] satisfies [string, ReactNode][])
      : []),
  ];
  return (
    <section>
      <b>Facts</b>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
