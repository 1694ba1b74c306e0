"use client";
import Link from "next/link";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { BindingField } from "@/components/harness/inspector/binding-field";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { NumberField } from "@/components/harness/inspector/number-field";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import type { PinnedKnowledge } from "@/lib/harness/compile/library";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { definitionOf } from "@/lib/harness/nodes/catalogue";
import { nearestName } from "@/lib/release/expressions/nearest-name";
import type { JsonSchema } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";

const PERCENT = 100;
const TEXT: JsonSchema = { type: "string" };

/** Which documents are searched, for what, and how much of them comes back. */
export function RetrieveForm({ node }: { node: DraftNode }) {
  const { tenant, library } = useEditorShared();
  const { setConfig, setInputs } = useNodeEdits(node);
  const config = NODE_CONFIG.retrieve.partial().safeParse(node.config).data ?? {};
  const chosen = library.knowledge.find((one) => one.knowledge === config.knowledge);
  const none = library.knowledge.length === 0;
  return (
    <>
      <div className="grid gap-1.5">
        <ChoiceField
          label="Knowledge"
          hint={none ? "There is none yet. Make it under Knowledge, then choose it here." : undefined}
          error={chosen ? null : missingWords(config.knowledge, library.knowledge)}
          value={chosen ? chosen.knowledge : ""}
          options={library.knowledge.map(({ knowledge, name }) => ({ value: knowledge, label: name, hint: knowledge }))}
          onChange={(knowledge) => setConfig({ knowledge }, "knowledge")}
        />
        {chosen && (
          <p className="text-12 text-muted">
            Now revision {chosen.rev}; a release keeps the one that it was made with.{" "}
            <Link className="link" href={`/${tenant}/knowledge/${chosen.knowledge}`}>
              Its documents
            </Link>
          </p>
        )}
      </div>
      <BindingField
        nodeId={node.id}
        label="Looks for"
        hint="Passages that share a word with it, the best first."
        wants={TEXT}
        binding={node.in.query ?? { tpl: "{{ input.message }}" }}
        onChange={(query) => setInputs({ ...node.in, query }, "query")}
      />
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label="Passages at most"
          value={config.topK ?? 5}
          min={1}
          max={50}
          onChange={(topK) => setConfig({ topK }, "topK")}
        />
        <NumberField
          label="Score at least"
          unit="%"
          value={Math.round((config.minScore ?? 0) * PERCENT)}
          min={0}
          max={PERCENT}
          onChange={(percent) => setConfig({ minScore: percent / PERCENT }, "minScore")}
        />
      </div>
      <NumberField
        label="Together at most"
        hint="Only whole passages; what does not fit is left out and counted."
        unit="tokens"
        value={config.budgetTokens ?? 2_000}
        min={100}
        max={50_000}
        onChange={(budgetTokens) => setConfig({ budgetTokens }, "budgetTokens")}
      />
    </>
  );
}

/** Why nothing is chosen; null before anything was, when it says what a new step says. */
function missingWords(key: string | undefined, known: readonly PinnedKnowledge[]): string | null {
  if (!key || key === definitionOf("retrieve").config.knowledge) return null;
  const meant = nearestName(
    key,
    known.map((one) => one.knowledge),
  );
  return `There is no knowledge base "${key}". ${meant ? `Did you mean "${meant}"? Choose it above.` : "Choose another, or make it under Knowledge."}`;
}
