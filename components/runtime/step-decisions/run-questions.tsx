"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { StepDecision } from "@/components/runtime/step-decisions/step-decision";
import { approvalsQuery } from "@/lib/governance/approvals/approval-queries";
import { ApprovalPage } from "@/lib/governance/approvals/schema";
import { OpenDecisions } from "@/lib/runtime/step-decisions/schema";
import { stepDecisionsQuery } from "@/lib/runtime/step-decisions/step-decision-queries";

type Props = { tenant: string; runId: string; reason: string | null };

/** What a parked run waits for from people: approvals, and steps that cannot decide by themselves. */
export function RunQuestions({ tenant, runId, reason }: Props) {
  if (reason === "approval") return <RunApprovals tenant={tenant} runId={runId} />;
  return reason === "decision" || reason === "policy" || reason === "budget" ? (
    <RunDecisions tenant={tenant} runId={runId} />
  ) : null;
}

function RunApprovals({ tenant, runId }: { tenant: string; runId: string }) {
  const { data } = useInfiniteQuery(approvalsQuery(tenant, { run: runId }));
  const items = data?.pages.flatMap((page) => ApprovalPage.parse(page).items) ?? [];
  return items.map((approval) => (
    <p key={approval.id} className="px-page pb-2" role="note">
      Waits for a person: {approval.title}.{" "}
      <Link className="underline" href={`/${tenant}/approvals?approval=${approval.id}`}>
        Look and decide
      </Link>
    </p>
  ));
}

function RunDecisions({ tenant, runId }: { tenant: string; runId: string }) {
  const { data } = useQuery(stepDecisionsQuery(tenant, runId));
  const items = data ? OpenDecisions.parse(data).items : [];
  return items.map((open) => (
    <StepDecision key={`${open.step} ${open.attempt}`} tenant={tenant} runId={runId} open={open} />
  ));
}
