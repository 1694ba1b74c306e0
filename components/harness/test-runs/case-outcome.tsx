"use client";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import type { TestCase } from "@/components/harness/editor/test-run-context";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { JsonView } from "@/components/ui/json-view";
import { Skeleton } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import { saysTheSame } from "@/lib/harness/graders/same-answer";
import type { TraceView } from "@/lib/observability/traces/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";
import type { Json } from "@/lib/release/json-schema";
import { RunOutcome } from "@/lib/release/run-outcome";

const Outcome = RunOutcome.pick({ status: true, output: true, error: true });
type Props = { trace: TraceView; lastCase: TestCase };

/** What the row expects beside what the test answered. */
export function CaseOutcome({ trace, lastCase: { name, dataset, expected } }: Props) {
  const { tenant } = useEditorShared();
  const [isClosed, setClosed] = useState(false);
  if (isClosed) return null;
  return (
    <section className="float test-panel" aria-label="Answer and expected answer">
      <header className="flex items-center gap-3">
        <h2 className="font-semibold">
          Row of{" "}
          <Link className="link" href={`/${tenant}/datasets/${dataset}`}>
            {name}
          </Link>
        </h2>
        <span className="ml-auto" />
        <IconButton label="Close" size="sm" onClick={() => setClosed(true)}>
          <X className="i s" aria-hidden />
        </IconButton>
      </header>
      {expected === undefined ? (
        <p className="text-muted">The row has no expected answer, so there is nothing to compare.</p>
      ) : (
        <Sides trace={trace} expected={expected} />
      )}
    </section>
  );
}

function Sides({ trace, expected }: { trace: TraceView; expected: Json }) {
  const { tenant } = useEditorShared();
  const { data, error, refetch } = useQuery({
    queryKey: [tenant, "test-outcome", trace.id],
    queryFn: async ({ signal }) =>
      Outcome.parse(
        await unwrap(
          api.GET("/api/v1/{tenant}/runs/{runId}", { params: { path: { tenant, runId: trace.id } }, signal }),
        ),
      ),
  });
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <Skeleton width="60%" />;
  const isSame = saysTheSame(data.output, expected);
  return (
    <>
      {data.status === "succeeded" ? (
        <Status
          status={isSame ? "ok" : "failed"}
          label={isSame ? "As expected, case and white space aside" : "Not as expected"}
        />
      ) : (
        <p className="fail text-12">{data.error ? data.error.message : "The test was ended before it answered."}</p>
      )}
      <div className="case-sides">
        <JsonView label="Expected" value={expected} />
        {data.status === "succeeded" && <JsonView label="Answer" value={data.output} />}
      </div>
    </>
  );
}
