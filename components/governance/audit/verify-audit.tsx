"use client";
import { useMutation } from "@tanstack/react-query";
import { CircleCheck, CircleX, ShieldCheck } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import type { AuditVerification } from "@/lib/governance/audit/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

const BROKEN: Record<NonNullable<AuditVerification["broken"]>["kind"], string> = {
  gap: "is missing",
  link: "is not joined to the one before it",
  content: "was changed after it was written",
  tail: "is the last one that is left: later events were removed, or the head was changed",
};

/** The title of the page with the check of the chain, and its result in words. */
export function VerifyAudit({ tenant }: { tenant: string }) {
  const verify = useMutation({
    mutationFn: () => unwrap(api.GET("/api/v1/{tenant}/audit/verification", { params: { path: { tenant } } })),
  });
  return (
    <>
      <PageHeader
        title="Audit"
        meta="Each change and its event are written together; each event carries the hash of the one before."
        actions={
          <Button onClick={() => verify.mutate()} disabled={verify.isPending}>
            <ShieldCheck className="i s" aria-hidden />
            {verify.isPending ? "Checking" : "Verify chain"}
          </Button>
        }
      />
      <div aria-live="polite">
        {verify.error && (
          <div className="px-page">
            <ErrorState error={verify.error} onRetry={() => verify.mutate()} />
          </div>
        )}
        {verify.data && <Result verification={verify.data} />}
      </div>
    </>
  );
}

function Result({ verification: { intact, events, head, broken } }: { verification: AuditVerification }) {
  return (
    <div className="flex items-start gap-2.5 border-border border-b px-page py-3">
      {intact ? <CircleCheck className="i ok mt-0.5" aria-hidden /> : <CircleX className="i fail mt-0.5" aria-hidden />}
      <div className="grid gap-0.5">
        <b className="font-semibold">
          {broken ? `Event ${broken.seq} ${BROKEN[broken.kind]}` : `The chain of ${events} events is intact`}
        </b>
        <p className="text-12 text-muted">
          {intact
            ? "No event was changed, removed or inserted past the application. A person who owns the database could still rewrite the whole chain: keep this head outside to notice."
            : "Events up to there hold. Somebody changed the log past the application: compare with a backup."}
        </p>
        {head && <p className="mono s break-all text-faint">head {head}</p>}
      </div>
    </div>
  );
}
