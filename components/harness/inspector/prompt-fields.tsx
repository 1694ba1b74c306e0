"use client";
import type { z } from "zod";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { TextWithVariables } from "@/components/harness/inspector/text-with-variables";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { PromptText } from "@/lib/release/node-config";

type Prompt = z.infer<typeof PromptText>;

const OWN = "";
const EMPTY: Prompt = { system: "", user: "" };

/** The prompt of a model call: written here, or a revision of a stored prompt. */
export function PromptFields({ node }: { node: DraftNode }) {
  const { library } = useEditorShared();
  const { setConfig } = useNodeEdits(node);
  const prompt = PromptText.safeParse(node.config.prompt).data ?? EMPTY;
  const stored = library.prompts.find((one) => one.key === prompt.ref?.prompt);
  const set = (next: Prompt, mark: string) => setConfig({ prompt: next }, mark);
  const choose = (key: string) =>
    set(
      key === OWN
        ? { system: prompt.system, user: prompt.user }
        : { ...prompt, ref: { prompt: key, rev: "latest" as const } },
      "prompt-ref",
    );
  return (
    <>
      {library.prompts.length > 0 && (
        <ChoiceField
          label="Prompt"
          value={prompt.ref?.prompt ?? OWN}
          options={[
            { value: OWN, label: "Written here" },
            ...library.prompts.map((one) => ({ value: one.key, label: one.key, hint: "Stored prompt" })),
          ]}
          onChange={choose}
        />
      )}
      {prompt.ref ? (
        <StoredPrompt
          prompt={prompt.ref}
          revisions={stored?.revisions ?? []}
          onRevision={(rev) => set({ ...prompt, ref: { prompt: prompt.ref?.prompt ?? "", rev } }, "prompt-rev")}
        />
      ) : (
        <>
          <TextWithVariables
            nodeId={node.id}
            label="System"
            language="liquid"
            rows={4}
            value={prompt.system}
            onChange={(system) => set({ ...prompt, system }, "system")}
          />
          <TextWithVariables
            nodeId={node.id}
            label="User"
            language="liquid"
            rows={4}
            value={prompt.user}
            onChange={(user) => set({ ...prompt, user }, "user")}
          />
        </>
      )}
    </>
  );
}

type Stored = {
  prompt: { prompt: string; rev: number | "latest" };
  revisions: readonly { rev: number; body: { system: string; user: string } }[];
  onRevision: (rev: number | "latest") => void;
};

function StoredPrompt({ prompt, revisions, onRevision }: Stored) {
  const shown = prompt.rev === "latest" ? revisions.at(-1) : revisions.find((one) => one.rev === prompt.rev);
  return (
    <>
      <ChoiceField
        label="Revision"
        hint="A release pins the revision that is latest when it is made."
        value={String(prompt.rev)}
        options={[
          { value: "latest", label: "Latest" },
          ...revisions.map((one) => ({ value: String(one.rev), label: `Revision ${one.rev}` })),
        ]}
        onChange={(next) => onRevision(next === "latest" ? "latest" : Number(next))}
      />
      {shown && (
        <div className="prompt-preview">
          <p className="cap">System</p>
          <p className="txt">{shown.body.system || "Empty"}</p>
          <p className="cap">User</p>
          <p className="txt">{shown.body.user || "Empty"}</p>
        </div>
      )}
    </>
  );
}
