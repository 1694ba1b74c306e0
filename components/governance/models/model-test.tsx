"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Status } from "@/components/ui/status";
import { connectionsQuery } from "@/lib/governance/models/connection-queries";
import type { ConnectionView } from "@/lib/governance/models/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = {
  tenant: string;
  connectionId: string;
  model: ConnectionView["models"][number];
  mayWrite: boolean;
};
const CHECKS = [
  ["answer", "Answer"],
  ["stream", "Stream"],
  ["usage", "Usage"],
  ["tools", "Tool call"],
  ["jsonSchema", "JSON schema"],
] as const;

/** What a model did when it was tried, and the button that tries it: three small calls that cost a few tokens. */
export function ModelTest({ tenant, connectionId, model, mayWrite }: Props) {
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/{tenant}/model-connections/{connectionId}/models/test", {
          params: { path: { tenant, connectionId } },
          body: { modelId: model.modelId },
        }),
      ),
    onSettled: () => client.invalidateQueries(connectionsQuery(tenant)),
  });
  return (
    <div className="mt-1 grid gap-1 text-12" aria-live="polite">
      <div className="flex flex-wrap items-center gap-x-3">
        {model.capabilities &&
          CHECKS.map(([key, label]) => (
            <Status key={key} status={model.capabilities?.[key] ? "ok" : "skipped"} label={label} />
          ))}
        {!model.capabilities && <span className="text-muted">Not tried yet</span>}
        {model.ratio !== null && (
          <span className="num text-muted" title="Tokens that the provider counts for one of ours">
            ×{model.ratio.toFixed(2)}
          </span>
        )}
        {mayWrite && (
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Try ${model.ref}`}
            onClick={() => test.mutate()}
            disabled={test.isPending}
          >
            {test.isPending ? "Trying" : "Try"}
          </Button>
        )}
      </div>
      {test.data?.problems.map(({ check, detail }) => (
        <p key={check} className="text-muted">
          {check}: {detail}
        </p>
      ))}
      {test.error && <ErrorState error={test.error} />}
    </div>
  );
}
