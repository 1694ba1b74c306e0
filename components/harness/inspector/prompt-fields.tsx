"use client";
import { Fragment } from "react";
import type { z } from "zod";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { TextWithVariables } from "@/components/harness/inspector/text-with-variables";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { ExampleFields } from "@/components/harness/prompts/example-fields";
import type { DraftNode } from "@/lib/harness/graph/draft";
import type { PromptBody } from "@/lib/harness/prompts/prompt-body";
import { type PromptExample, PromptText } from "@/lib/release/node-config";
import { MAIN_VARIANT, promptName, promptOfName } from "@/lib/release/prompt-name";

type Prompt = z.infer<typeof PromptText>;

const OWN = "";
const ROLE = { system: "System", user: "User", assistant: "Assistant" } as const;
const EMPTY: Prompt = { system: "", user: "" };

/** The prompt of a model call: written here, or a revision of a stored prompt. */
export function PromptFields({ node }: { node: DraftNode }) {
  const { library } = useEditorShared();
  const { setConfig } = useNodeEdits(node);
  const prompt = PromptText.safeParse(node.config.prompt).data ?? EMPTY;
  const { ref } = prompt;
  const revisionsOf = (of: PromptRef) => library.prompts.find((one) => one.key === promptName(of))?.revisions ?? [];
  const prompts = [...new Set(library.prompts.map((one) => promptOfName(one.key).prompt))];
  const set = (next: Prompt, mark: string) => setConfig({ prompt: next }, mark);
  const choose = (key: string) =>
    set(
      key === OWN
        ? { system: prompt.system, user: prompt.user, ...(prompt.examples && { examples: prompt.examples }) }
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
            ...prompts.map((key) => ({ value: key, label: key, hint: "Stored prompt" })),
          ]}
          onChange={choose}
        />
      )}
      {ref ? (
        <StoredPrompt
          prompt={ref}
          variants={library.prompts.flatMap((one) => {
            const { prompt: key, variant = MAIN_VARIANT } = promptOfName(one.key);
            return key === ref.prompt ? [variant] : [];
          })}
          revisions={revisionsOf(ref)}
          onChange={(next, mark) => set({ ...prompt, ref: next }, mark)}
        />
      ) : (
        <OwnText nodeId={node.id} prompt={prompt} onChange={set} />
      )}
    </>
  );
}

type OwnProps = { nodeId: string; prompt: Prompt; onChange: (next: Prompt, mark: string) => void };

/** The messages of a step that has its own. */
function OwnText({ nodeId, prompt, onChange }: OwnProps) {
  const liquid = { nodeId, language: "liquid" } as const;
  return (
    <>
      <TextWithVariables
        {...liquid}
        label="System"
        rows={4}
        value={prompt.system}
        onChange={(system) => onChange({ ...prompt, system }, "system")}
      />
      <ExampleFields
        examples={prompt.examples ?? []}
        onChange={(examples) => onChange(withExamples(prompt, examples), `examples-${examples.length}`)}
        renderText={({ label, value, onChange: change }) => (
          <TextWithVariables {...liquid} label={label} rows={2} value={value} onChange={(text) => change?.(text)} />
        )}
      />
      <TextWithVariables
        {...liquid}
        label="User"
        rows={4}
        value={prompt.user}
        onChange={(user) => onChange({ ...prompt, user }, "user")}
      />
    </>
  );
}

const numbered = ({ messages }: PromptBody) => messages.map((message, at) => ({ ...message, number: at + 1 }));

const withExamples = ({ examples: _before, ...rest }: Prompt, examples: PromptExample[]): Prompt => ({
  ...rest,
  ...(examples.length > 0 && { examples }),
});

type PromptRef = NonNullable<Prompt["ref"]>;
type Stored = {
  prompt: PromptRef;
  variants: readonly string[];
  revisions: readonly { rev: number; body: PromptBody }[];
  onChange: (next: PromptRef, mark: string) => void;
};

/** The variant and the revision of it; another variant begins at its latest. */
function StoredPrompt({ prompt, variants, revisions, onChange }: Stored) {
  const shown = prompt.rev === "latest" ? revisions.at(-1) : revisions.find((one) => one.rev === prompt.rev);
  return (
    <>
      {variants.length > 1 && (
        <ChoiceField
          label="Variant"
          value={prompt.variant ?? MAIN_VARIANT}
          options={variants.map((one) => ({ value: one, label: one }))}
          onChange={(variant) =>
            onChange(
              { prompt: prompt.prompt, ...(variant === MAIN_VARIANT ? {} : { variant }), rev: "latest" },
              "variant",
            )
          }
        />
      )}
      <ChoiceField
        label="Revision"
        hint="A release pins the revision that is latest when it is made."
        value={String(prompt.rev)}
        options={[
          { value: "latest", label: "Latest" },
          ...revisions.map((one) => ({ value: String(one.rev), label: `Revision ${one.rev}` })),
        ]}
        onChange={(next) => onChange({ ...prompt, rev: next === "latest" ? "latest" : Number(next) }, "prompt-rev")}
      />
      {shown && (
        <div className="prompt-preview">
          {numbered(shown.body).map(({ number, role, content }) => (
            <Fragment key={number}>
              <p className="cap">{ROLE[role]}</p>
              <p className="txt">{content || "Empty"}</p>
            </Fragment>
          ))}
        </div>
      )}
    </>
  );
}
