"use client";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { TextWithVariables } from "@/components/harness/inspector/text-with-variables";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { NODE_CONFIG, PromptText } from "@/lib/release/node-config";

export function SlotField({ node }: { node: DraftNode }) {
  const models = useEditor((state) => state.draft.models);
  const { setConfig } = useNodeEdits(node);
  return (
    <Field label="Model slot">
      <Select
        value={String(node.config.slot ?? "")}
        onChange={(slot) => setConfig({ slot }, "slot")}
        options={Object.entries(models).map(([name, slot]) => ({ value: name, label: name, hint: slot.model }))}
      />
    </Field>
  );
}

/** The texts of a model call: written here, or a revision of a prompt. */
export function PromptFields({ node }: { node: DraftNode }) {
  const { library } = useEditorShared();
  const { setConfig } = useNodeEdits(node);
  const prompt = PromptText.safeParse(node.config.prompt).data ?? { system: "", user: "" };
  const set = (patch: Partial<typeof prompt>, mark: string) => setConfig({ prompt: { ...prompt, ...patch } }, mark);
  const choose = (key: string) => {
    const { ref: _ref, ...plain } = prompt;
    setConfig({ prompt: key ? { ...plain, ref: { prompt: key, rev: "latest" } } : plain }, "prompt-ref");
  };
  const chosen = library.prompts.find((one) => one.key === prompt.ref?.prompt)?.revisions.at(-1);
  return (
    <>
      {library.prompts.length > 0 && (
        <Field label="Prompt" hint={prompt.ref ? "A release pins the newest revision." : undefined}>
          <Select
            value={prompt.ref?.prompt ?? ""}
            onChange={choose}
            options={[
              { value: "", label: "Written here" },
              ...library.prompts.map((one) => ({
                value: one.key,
                label: one.key,
                hint: `revision ${one.revisions.length}`,
              })),
            ]}
          />
        </Field>
      )}
      {chosen ? (
        <pre className="code whitespace-pre-wrap rounded-2 border border-border p-3">
          {`${chosen.body.system}\n\n${chosen.body.user}`.trim()}
        </pre>
      ) : (
        <>
          <TextWithVariables
            nodeId={node.id}
            label="System"
            language="liquid"
            rows={5}
            value={prompt.system}
            onChange={(system) => set({ system }, "system")}
          />
          <TextWithVariables
            nodeId={node.id}
            label="User"
            language="liquid"
            rows={4}
            value={prompt.user}
            onChange={(user) => set({ user }, "user")}
          />
        </>
      )}
    </>
  );
}

/** Tools that an agent may use, with what the active policies say about each. */
export function AgentToolsFields({ node }: { node: DraftNode }) {
  const { library } = useEditorShared();
  const { setConfig } = useNodeEdits(node);
  const chosen = NODE_CONFIG.agent.shape.tools.safeParse(node.config.tools).data ?? [];
  const toggle = (key: string, on: boolean) =>
    setConfig({ tools: on ? [...chosen, key] : chosen.filter((one) => one !== key) }, "tools");
  const number = (name: "maxTurns" | "maxTokens", label: string) => (
    <Field label={label}>
      <Input
        type="number"
        min={1}
        value={String(node.config[name] ?? "")}
        onChange={(event) => setConfig({ [name]: Number(event.target.value) }, name)}
      />
    </Field>
  );
  return (
    <section className="grid gap-2">
      <h3>Tools</h3>
      {library.tools.map((tool) => (
        <Checkbox
          key={tool.key}
          label={tool.name}
          hint={library.verdicts[tool.key] === "allow" ? tool.key : `${tool.key}, not allowed by the active policies`}
          checked={chosen.includes(tool.key)}
          onChange={(on) => toggle(tool.key, on)}
        />
      ))}
      <div className="grid grid-cols-2 gap-2">
        {number("maxTurns", "Turns at most")}
        {number("maxTokens", "Tokens at most")}
      </div>
    </section>
  );
}

export function ClassifyFields({ node }: { node: DraftNode }) {
  const { setConfig } = useNodeEdits(node);
  const labels = NODE_CONFIG.classify.shape.labels.safeParse(node.config.labels).data ?? [];
  const text = labels.map(({ key, description }) => `${key}: ${description}`).join("\n");
  const read = (value: string) =>
    value
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => {
        const [key = "", ...rest] = line.split(":");
        return { key: key.trim(), description: rest.join(":").trim() };
      });
  return (
    <>
      <Field label="Question">
        <Textarea
          rows={2}
          value={String(node.config.instruction ?? "")}
          onChange={(event) => setConfig({ instruction: event.target.value }, "instruction")}
        />
      </Field>
      <Field label="Labels" hint="One on each line: key, a colon, what it means. Each becomes an exit.">
        <Textarea
          rows={6}
          defaultValue={text}
          onBlur={(event) => setConfig({ labels: read(event.target.value) }, "labels")}
        />
      </Field>
    </>
  );
}
