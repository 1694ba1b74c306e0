"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = {
  tenant: string;
  harness: string;
  findings: readonly { rule: string; nodeKey?: string }[];
  onClose: () => void;
};
const DAYS = [
  { value: "7", label: "A week" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
];

/** Answers for findings with a reason and an end. Not a form of its own: it stands inside of others. */
export function WaiveForm({ tenant, harness, findings, onClose }: Props) {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [days, setDays] = useState("30");
  const waive = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/{tenant}/harnesses/{harness}/waivers", {
          params: { path: { tenant, harness } },
          body: {
            findings: findings.map(({ rule, nodeKey }) => ({ rule, nodeKey: nodeKey ?? "" })),
            ...{ reason, days: Number(days) },
          },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [tenant, "releases", harness] });
      onClose();
    },
  });
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-[1fr_140px] gap-3">
        <Field label="Why this is all right" hint="Stands beside the findings and in the audit log.">
          <Input
            value={reason}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <Field label="For">
          <Select value={days} onChange={setDays} options={DAYS} />
        </Field>
      </div>
      {waive.error && <ErrorState error={waive.error} />}
      <div className="flex gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" disabled={reason.trim().length < 3 || waive.isPending} onClick={() => waive.mutate()}>
          Waive {findings.length === 1 ? "1 finding" : `${findings.length} findings`}
        </Button>
      </div>
    </div>
  );
}
