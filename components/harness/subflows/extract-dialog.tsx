"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { releaseKey } from "@/lib/harness/compile/library";
import { libraryQuery } from "@/lib/harness/drafts/draft-queries";
import type { LibraryView } from "@/lib/harness/drafts/library-view";
import { Command } from "@/lib/harness/graph/command";
import { type Extraction, extractSubflow } from "@/lib/harness/subflows/extract-subflow";
import { api, unwrap } from "@/lib/platform/http/api-client";

const DEFAULT_NAME = "Subflow";

/** Makes the selected steps a harness of their own, shows what goes in and out of it, and puts a subflow in their place. */
export function ExtractDialog({ onClose }: { onClose: () => void }) {
  const { library } = useEditorShared();
  const draft = useEditor((state) => state.draft);
  const selection = useEditor((state) => state.selection);
  const [name, setName] = useState("");
  const extraction = useMemo(
    () => extractSubflow(draft, selection, { name: DEFAULT_NAME, source: sourceOf(library) }),
    [draft, selection, library],
  );
  const extract = useExtract(onClose);
  const submit = () => {
    if (name.trim() !== "") extract.mutate({ name: name.trim(), nodes: [...selection] });
  };
  if (!extraction.ok)
    return (
      <Dialog
        open
        onClose={onClose}
        title="These steps cannot be a subflow"
        description={extraction.refusal}
        footer={<Button onClick={onClose}>Close</Button>}
      />
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title="Extract to a subflow"
      description="The selected steps become a harness of their own, with a first release. A subflow takes their place."
      width={560}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={name.trim() === "" || extract.isPending} onClick={submit}>
            {extract.isPending ? "Extracting…" : "Extract"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label="Name of the new harness">
          <Input
            autoFocus
            value={name}
            maxLength={80}
            placeholder="Look up an order"
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => event.key === "Enter" && submit()}
          />
        </Field>
        <Values extraction={extraction} />
        {extract.error && <ErrorState error={extract.error} />}
      </div>
    </Dialog>
  );
}

const sourceOf = ({ tools, prompts, releases }: LibraryView) => ({
  tools: new Map(tools.map((tool) => [tool.key, tool])),
  prompts: new Map(prompts.map(({ key, revisions }) => [key, revisions])),
  releases: new Map(releases.map((one) => [releaseKey(one), one])),
});

/** What goes into the subflow and where it comes from, and which outputs it gives. */
function Values({ extraction: { inputs, outputs } }: { extraction: Extract<Extraction, { ok: true }> }) {
  return (
    <div className="grid grid-cols-2 gap-4">
      <section className="grid content-start gap-1.5" aria-label="Goes in">
        <h3 className="label">Goes in</h3>
        {inputs.length === 0 && <p className="text-12 text-muted">Nothing: the steps read nothing from outside.</p>}
        {inputs.map(({ name, cel }) => (
          <p key={name} className="grid min-w-0 gap-0.5">
            <code className="mono break-all text-12">{name}</code>
            <span className="text-12 text-muted">
              from <code className="mono break-all">{cel}</code>
            </span>
          </p>
        ))}
      </section>
      <section className="grid content-start gap-1.5" aria-label="Comes out">
        <h3 className="label">Comes out</h3>
        {outputs.length === 0 && <p className="text-12 text-muted">Nothing: no step outside reads what these give.</p>}
        {outputs.map((key) => (
          <code key={key} className="mono break-all text-12">
            {key}
          </code>
        ))}
      </section>
    </div>
  );
}

/** Saves, has the harness made and released, and edits the draft when the new release can be chosen. */
function useExtract(onDone: () => void) {
  const { tenant, harness, store, save } = useEditorShared();
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: async (body: { name: string; nodes: string[] }) => {
      await save();
      const path = { tenant, harness };
      const made = await unwrap(api.POST("/api/v1/{tenant}/harnesses/{harness}/subflows", { params: { path }, body }));
      await client.refetchQueries(libraryQuery(tenant, harness));
      return { made, command: Command.parse(made.command) };
    },
    onSuccess: async ({ made, command }) => {
      const { run, select } = store.getState();
      const added = command.kind === "batch" ? command.commands.find((one) => one.kind === "add-nodes") : undefined;
      if (run(command) && added?.kind === "add-nodes") select(added.nodes.map((node) => node.id));
      await client.invalidateQueries({ queryKey: [tenant, "harnesses"] });
      toast({
        title: `Extracted to ${made.harness}`,
        detail: `Release ${made.release} is pinned here. Undo brings the steps back; the new harness stays.`,
        tone: "ok",
      });
      onDone();
    },
  });
}
