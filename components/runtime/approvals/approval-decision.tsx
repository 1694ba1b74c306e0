"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApprovalForm } from "@/components/runtime/approvals/approval-form";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { ApprovalView, NewDecision } from "@/lib/governance/approvals/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";
import type { Json } from "@/lib/release/json-schema";

/** Approve or reject, with a comment and the form of an approval step. Says why when somebody may not. */
export function ApprovalDecision({ tenant, approval }: { tenant: string; approval: ApprovalView }) {
  const [comment, setComment] = useState("");
  const [form, setForm] = useState<Record<string, Json>>({});
  const client = useQueryClient();
  const decide = useMutation({
    mutationFn: (decision: NewDecision["decision"]) =>
      unwrap(
        api.POST("/api/v1/{tenant}/approvals/{approvalId}/decision", {
          params: { path: { tenant, approvalId: approval.id } },
          body: { decision, comment, form: approval.form ? form : null },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: [tenant, "approvals"] }),
  });
  if (approval.state !== "pending") return null;
  if (!approval.mayDecide) return <p className="text-muted">{approval.whyNot}</p>;
  return (
    <section className="grid gap-3" aria-label="Decision">
      {approval.form && <ApprovalForm schema={approval.form} values={form} onChange={setForm} />}
      <Field label="Comment (optional)" hint="The run and the audit log keep it.">
        <Textarea rows={2} maxLength={1_000} value={comment} onChange={(event) => setComment(event.target.value)} />
      </Field>
      {decide.error && <ErrorState error={decide.error} />}
      <div className="flex gap-2">
        <Button variant="primary" size="form" disabled={decide.isPending} onClick={() => decide.mutate("approved")}>
          Approve
        </Button>
        <Button variant="danger" size="form" disabled={decide.isPending} onClick={() => decide.mutate("rejected")}>
          Reject
        </Button>
      </div>
    </section>
  );
}
