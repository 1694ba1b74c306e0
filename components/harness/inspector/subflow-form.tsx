"use client";
import { useQuery } from "@tanstack/react-query";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { BindingsEditor } from "@/components/harness/inspector/bindings-editor";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { harnessesQuery } from "@/lib/harness/harnesses/harness-queries";
import { releasesQuery } from "@/lib/harness/releases/release-queries";
import { NODE_CONFIG } from "@/lib/release/node-config";

/** A release of another harness, and the values that it starts with. The number is pinned: a newer release changes nothing here. */
export function SubflowForm({ node }: { node: DraftNode }) {
  const { tenant, harness } = useEditorShared();
  const { setConfig, setInputs } = useNodeEdits(node);
  const config = NODE_CONFIG.subflow.partial().safeParse(node.config).data ?? {};
  const { data, error, refetch } = useQuery(harnessesQuery(tenant));
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <Skeleton width="70%" />;
  const others = data.items.filter((one) => one.slug !== harness && one.releases > 0);
  const chosen = others.find((one) => one.slug === config.harness);
  return (
    <>
      <ChoiceField
        label="Harness"
        hint={others.length === 0 ? "No other harness has a release yet." : undefined}
        value={chosen?.slug ?? ""}
        options={others.map((one) => ({ value: one.slug, label: one.name, hint: one.slug }))}
        onChange={(slug) => setConfig({ harness: slug, release: 1 }, "harness")}
      />
      {chosen && (
        <ReleaseChoice
          slug={chosen.slug}
          value={config.release}
          onChange={(release) => setConfig({ release }, "release")}
        />
      )}
      <BindingsEditor nodeId={node.id} title="Input" bindings={node.in} onChange={setInputs} />
    </>
  );
}

type ReleaseProps = { slug: string; value: number | undefined; onChange: (release: number) => void };

function ReleaseChoice({ slug, value, onChange }: ReleaseProps) {
  const { tenant } = useEditorShared();
  const { data, error, refetch } = useQuery(releasesQuery(tenant, slug));
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  const numbers = (data?.items ?? []).flatMap(({ number }) => (number === null ? [] : [number]));
  return (
    <ChoiceField
      label="Release"
      value={value === undefined ? "" : String(value)}
      options={numbers.map((number) => ({ value: String(number), label: `Release ${number}` }))}
      onChange={(number) => onChange(Number(number))}
    />
  );
}
