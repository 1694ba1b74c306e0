"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { TableProperties } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useMay } from "@/components/shell/viewer-context";
import { Button, buttonClass } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import { datasetsQuery } from "@/lib/harness/datasets/dataset-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; runId: string; environment: string };

/** A button that makes a finished run a row of a dataset. Absent without the right to write, or to read its payload. */
export function MakeTestCase({ tenant, runId, environment }: Props) {
  const may = useMay();
  const [open, setOpen] = useState(false);
  const mayRead = may(environment === "production" ? "payload:readProd" : "payload:readDraft");
  if (!may("harness:write") || !mayRead) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <TableProperties className="i s" aria-hidden />
        Make test case
      </Button>
      {open && <CaseDialog tenant={tenant} runId={runId} onClose={() => setOpen(false)} />}
    </>
  );
}

function CaseDialog({ tenant, runId, onClose }: { tenant: string; runId: string; onClose: () => void }) {
  const client = useQueryClient();
  const toast = useToast();
  const datasets = useQuery(datasetsQuery(tenant));
  const [chosen, setChosen] = useState<string | null>(null);
  const [expectOutput, setExpectOutput] = useState(true);
  const key = chosen ?? datasets.data?.items[0]?.key;
  const add = useMutation({
    mutationFn: (dataset: string) =>
      unwrap(
        api.POST("/api/v1/{tenant}/datasets/{dataset}/runs", {
          params: { path: { tenant, dataset } },
          body: { runId, expectOutput, tags: [] },
        }),
      ),
    onSuccess: async (stored) => {
      await client.invalidateQueries(datasetsQuery(tenant));
      toast({ title: `The run is a row of ${stored.key}`, detail: `Revision ${stored.rev}.`, tone: "ok" });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Make test case"
      description="Copies the run's input into a dataset, with a link back to this run."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={!key || add.isPending} onClick={() => key && add.mutate(key)}>
            Add row
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {datasets.data?.items.length === 0 ? (
          <p>
            There is no dataset yet.{" "}
            <Link className={buttonClass("ghost")} href={`/${tenant}/datasets`}>
              Make one
            </Link>
          </p>
        ) : (
          <Field label="Dataset">
            <Select
              value={key ?? ""}
              onChange={setChosen}
              options={(datasets.data?.items ?? []).map((one) => ({
                value: one.key,
                label: one.name,
                hint: `${one.rows} rows`,
              }))}
            />
          </Field>
        )}
        <Checkbox
          checked={expectOutput}
          onChange={setExpectOutput}
          label="The run's output is the expected answer"
          hint="Leave it out when the answer was wrong, and write the right one afterwards."
        />
        {(datasets.error ?? add.error) && <ErrorState error={datasets.error ?? add.error} />}
      </div>
    </Dialog>
  );
}
