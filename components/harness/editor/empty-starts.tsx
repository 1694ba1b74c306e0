"use client";
import { FileUp } from "lucide-react";
import { useId } from "react";
import { useReactFlow } from "reactflow";
import { useEditorStores } from "@/components/harness/editor/editor-context";
import { fitSlowly } from "@/components/harness/editor/fit";
import { readWorkflowFile } from "@/components/harness/workflow-files/read-workflow-file";
import { Button } from "@/components/ui/button";
import { Tip, useTip } from "@/components/ui/tooltip";
import type { Draft } from "@/lib/harness/graph/draft";
import { fillDraft } from "@/lib/harness/graph/fill-draft";
import { TEMPLATES, type TemplateKey } from "@/lib/harness/templates/template-list";
import { readWorkflow } from "@/lib/harness/workflow-files/read-workflow";

/** Whole drafts that an empty canvas may start from: templates, and a file. */
export function EmptyStarts() {
  const { store, view } = useEditorStores();
  const flow = useReactFlow();
  const fill = (draft: Draft, what: string) => {
    if (!store.getState().run(fillDraft(draft))) return;
    view.setState({ announcement: `${what}: ${draft.nodes.length} nodes` });
    requestAnimationFrame(() => void flow.fitView(fitSlowly()));
  };
  const choose = async (key: TemplateKey, name: string) => {
    const { templateDraft } = await import("@/lib/harness/templates/template-draft");
    fill(templateDraft(key, name), name);
  };
  const take = async (file: File | undefined) => {
    const read = file ? await readDraft(file) : null;
    if (typeof read === "string") store.setState({ refusal: read });
    else if (read) fill(read, "Imported");
  };
  return (
    <>
      <p className="label mt-3">Or start from a template</p>
      <div className="flex flex-wrap justify-center gap-2">
        {TEMPLATES.map(({ key, name, description }) => (
          <TemplateButton key={key} name={name} description={description} onChoose={() => void choose(key, name)} />
        ))}
      </div>
      <ImportFile onTake={(file) => void take(file)} />
    </>
  );
}

function TemplateButton({ name, description, onChoose }: { name: string; description: string; onChoose: () => void }) {
  const { tip, listeners } = useTip();
  return (
    <>
      <Button size="sm" onClick={onChoose} {...listeners}>
        {name}
      </Button>
      {tip && <Tip text={description} {...tip} />}
    </>
  );
}

/** The draft in a file, or a sentence that says why there is none. */
async function readDraft(file: File): Promise<Draft | string> {
  const given = await readWorkflowFile(file);
  if (typeof given === "string") return given;
  const read = readWorkflow(given.workflow);
  return read.ok ? read.draft : `Nothing is imported: ${read.problems[0]?.message ?? "the file cannot be read."}`;
}

function ImportFile({ onTake }: { onTake: (file: File | undefined) => void }) {
  const id = useId();
  return (
    <label htmlFor={id} className="import-file">
      <FileUp className="i s" aria-hidden />
      Import a workflow file
      <input
        id={id}
        type="file"
        accept="application/json,.json"
        className="sr"
        onChange={(event) => {
          onTake(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
    </label>
  );
}
