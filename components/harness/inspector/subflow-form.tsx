"use client";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { BindingsEditor } from "@/components/harness/inspector/bindings-editor";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { useWants } from "@/components/harness/inspector/use-wants";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { NODE_CONFIG } from "@/lib/release/node-config";

/** A release of another harness, and the values that it starts with. The number is pinned: a newer release changes nothing here. */
export function SubflowForm({ node }: { node: DraftNode }) {
  const { harness, library } = useEditorShared();
  const { setConfig, setInputs } = useNodeEdits(node);
  const { inputs } = useWants(node);
  const config = NODE_CONFIG.subflow.partial().safeParse(node.config).data ?? {};
  const others = library.releases.filter((one) => one.harness !== harness);
  const slugs = [...new Set(others.map((one) => one.harness))];
  const ofHarness = others.filter((one) => one.harness === config.harness).reverse();
  const chosen = ofHarness.find((one) => one.release === config.release);
  const choose = (slug: string) => {
    const newest = Math.max(...others.flatMap((one) => (one.harness === slug ? [one.release] : [])));
    setConfig({ harness: slug, release: newest }, "harness");
  };
  return (
    <>
      <ChoiceField
        label="Harness"
        hint={slugs.length === 0 ? "No other harness has a release yet. Release one, then choose it here." : undefined}
        value={ofHarness.length > 0 ? (config.harness ?? "") : ""}
        options={slugs.map((slug) => ({ value: slug, label: slug }))}
        onChange={choose}
      />
      {ofHarness.length > 0 && (
        <ChoiceField
          label="Release"
          hint="Pinned: a newer release of it changes nothing here."
          value={chosen ? String(chosen.release) : ""}
          options={ofHarness.map(({ release }) => ({ value: String(release), label: `Release ${release}` }))}
          onChange={(number) => setConfig({ release: Number(number) }, "release")}
        />
      )}
      <BindingsEditor
        nodeId={node.id}
        title="Input"
        wants={inputs}
        bindings={node.in}
        onChange={setInputs}
        {...(chosen?.inputs && chosen.inputs.length > 0 && { fixed: chosen.inputs })}
      />
    </>
  );
}
