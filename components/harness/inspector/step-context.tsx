"use client";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { ContextNumbers } from "@/components/harness/inspector/context-fields";
import { ContextSplit } from "@/components/harness/inspector/context-split";
import { OLDER, olderHint } from "@/components/harness/inspector/older-messages";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Checkbox } from "@/components/ui/checkbox";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { type ContextPolicy, OwnContext } from "@/lib/release/context-policy";

const HISTORY = [
  { value: "none", label: "Nothing but the prompt" },
  { value: "run", label: "This run" },
  { value: "thread", label: "The whole conversation" },
] as const;
const OLDER_WORDS = { summarize: "summarised", "drop-oldest": "left out" } as const;
const SIZES = [
  ...(["maxInputTokens", "reserveOutputTokens", "historyShare", "recallShare"] as const),
  ...(["compactAt", "keepLastTurns"] as const),
];

/** What a call remembers and how it is divided; without choices of its own a step follows the harness. */
export function StepContext({ node }: { node: DraftNode }) {
  const { setConfig, removeConfig } = useNodeEdits(node);
  const standard = useEditor((state) => state.draft.context);
  const own = OwnContext.safeParse(node.config.context).data ?? {};
  const context = { ...standard, ...own };
  const isOwn = SIZES.some((name) => own[name] !== undefined);
  const set = (next: Partial<ContextPolicy>, mark: string) =>
    Object.keys(next).length === 0 ? removeConfig("context") : setConfig({ context: next }, mark);
  const { history: _history, ...withoutHistory } = own;
  const { strategy: _strategy, ...withoutStrategy } = own;
  const sizes = Object.fromEntries(SIZES.map((name) => [name, context[name]]));
  return (
    <section className="grid gap-3" data-place="context">
      <ChoiceField
        label="Remembers"
        value={own.history ?? "harness"}
        options={[
          {
            value: "harness" as const,
            label: `As the harness: ${standard.history}`,
            hint: "Set when no step is selected",
          },
          ...HISTORY,
        ]}
        onChange={(history) => set(history === "harness" ? withoutHistory : { ...own, history }, "context")}
      />
      {context.history === "thread" && (
        <ChoiceField
          label="Older messages that do not fit"
          hint={olderHint(context)}
          value={own.strategy ?? "harness"}
          options={[
            { value: "harness" as const, label: `As the harness: ${OLDER_WORDS[standard.strategy]}` },
            ...OLDER,
          ]}
          onChange={(strategy) => set(strategy === "harness" ? withoutStrategy : { ...own, strategy }, "strategy")}
        />
      )}
      <Checkbox
        label="Sizes of its own"
        hint="Otherwise those of the harness count."
        checked={isOwn}
        onChange={(isOn) => set(isOn ? { ...own, ...sizes } : withoutSizes(own), "sizes")}
      />
      {isOwn && <ContextNumbers context={context} onChange={(patch, mark) => set({ ...own, ...patch }, mark)} />}
      <ContextSplit node={node} context={context} window={useWindow(node)} />
    </section>
  );
}

const withoutSizes = ({ history, strategy }: Partial<ContextPolicy>): Partial<ContextPolicy> => ({
  ...(history && { history }),
  ...(strategy && { strategy }),
});

/** The window of the model that the step asks first, when it is known. */
function useWindow(node: DraftNode): number | undefined {
  const model = useEditor((state) => state.draft.models[String(node.config.slot)]?.model);
  const { library } = useEditorShared();
  return library.facts.models.find((one) => one.ref === model)?.contextWindow;
}
