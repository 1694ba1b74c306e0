"use client";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { PlaygroundBoard } from "@/components/harness/playground/playground-board";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { promptQuery } from "@/lib/harness/prompts/prompt-queries";
import { MAIN_VARIANT } from "@/lib/release/prompt-name";

/** A prompt beside its other revisions, on other models, over the same variables. */
export function PlaygroundPage({ tenant, prompt }: { tenant: string; prompt: string }) {
  const variant = useSearchParams().get("variant") ?? MAIN_VARIANT;
  const { data, error, refetch } = useQuery(promptQuery(tenant, prompt, variant));
  return (
    <>
      <TopBarCrumbs>
        <Crumb href={`/${tenant}/prompts/${prompt}?variant=${variant}`}>{data?.name ?? prompt}</Crumb>
        <Crumb>Playground</Crumb>
      </TopBarCrumbs>
      {data ? (
        <PlaygroundBoard tenant={tenant} prompt={data} />
      ) : (
        <div className="p-[20px]">
          {error ? <ErrorState error={error} onRetry={refetch} /> : <Skeleton height={240} />}
        </div>
      )}
    </>
  );
}
