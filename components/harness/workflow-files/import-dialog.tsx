"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { readWorkflowFile, type WorkflowFile } from "@/components/harness/workflow-files/read-workflow-file";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { harnessesQuery } from "@/lib/harness/harnesses/harness-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Makes a harness from an exported workflow: choose the file, see its name, import. Nothing in it runs. */
export function ImportDialog({ tenant, open, onClose }: { tenant: string; open: boolean; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const [read, setRead] = useState<WorkflowFile | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const make = useMutation({
    mutationFn: ({ name, workflow }: WorkflowFile) =>
      unwrap(
        api.POST("/api/v1/{tenant}/harnesses/imports", { params: { path: { tenant } }, body: { name, workflow } }),
      ),
    onSuccess: async ({ slug, placeholders }) => {
      await client.invalidateQueries(harnessesQuery(tenant));
      if (placeholders.length === 0) router.push(`/${tenant}/harnesses/${slug}/edit`);
    },
  });
  const close = () => {
    make.reset();
    setRead(null);
    setProblem(null);
    onClose();
  };
  const take = async (file: File | undefined) => {
    make.reset();
    const result = file ? await readWorkflowFile(file) : null;
    setProblem(typeof result === "string" ? result : null);
    setRead(typeof result === "string" ? null : result);
  };
  const { data } = make;
  return (
    <Dialog
      open={open}
      onClose={close}
      title="Import a workflow"
      description="A file that was exported from a harness. It becomes a new draft; nothing in it runs until you test it."
      footer={
        <>
          <Button onClick={close}>{data ? "Close" : "Cancel"}</Button>
          {data ? (
            <Button variant="primary" onClick={() => router.push(`/${tenant}/harnesses/${data.slug}/edit`)}>
              Open it
            </Button>
          ) : (
            <Button variant="primary" disabled={!read || make.isPending} onClick={() => read && make.mutate(read)}>
              Import
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-3">
        <FileField onTake={(file) => void take(file)} fileName={read?.fileName} problem={problem} />
        {read && !data && (
          <Field label="Name of the new harness">
            <Input
              value={read.name}
              maxLength={80}
              onChange={(event) => setRead({ ...read, name: event.target.value })}
            />
          </Field>
        )}
        {make.error && <ErrorState error={make.error} />}
        {data && data.placeholders.length > 0 && <Placeholders found={data.placeholders} />}
      </div>
    </Dialog>
  );
}

function FileField({
  onTake,
  fileName,
  problem,
}: {
  onTake: (file: File | undefined) => void;
  fileName: string | undefined;
  problem: string | null;
}) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label
        htmlFor={id}
        className="drop-file"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          onTake(event.dataTransfer.files[0]);
        }}
      >
        <FileUp className="i" aria-hidden />
        <span>{fileName ?? "Choose a workflow file, or drop it here"}</span>
        <input
          id={id}
          type="file"
          accept="application/json,.json"
          className="sr"
          onChange={(event) => onTake(event.target.files?.[0])}
        />
      </label>
      {problem && (
        <p role="alert" className="fail text-12">
          {problem}
        </p>
      )}
    </div>
  );
}

function Placeholders({ found }: { found: readonly { id: string; label: string; kind: string }[] }) {
  return (
    <div role="status" className="grid gap-1">
      <p>
        <b>
          Imported. {found.length === 1 ? "One step is" : `${found.length} steps are`} of a kind that is not known here.
        </b>{" "}
        Such steps are kept as they came and shown on the canvas; replace them before a release.
      </p>
      <ul className="text-12 text-muted">
        {found.slice(0, 10).map(({ id, label, kind }) => (
          <li key={id}>
            {label} <span className="mono">{kind}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
