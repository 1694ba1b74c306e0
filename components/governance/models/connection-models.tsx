"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { OfferedModel } from "@/components/governance/models/connection-test-panel";
import { ModelCardForm } from "@/components/governance/models/model-card-form";
import { ModelCircuit } from "@/components/governance/models/model-circuit";
import { ModelTest } from "@/components/governance/models/model-test";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatNumber } from "@/components/ui/format-number";
import { connectionsQuery } from "@/lib/governance/models/connection-queries";
import type { ConnectionView } from "@/lib/governance/models/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; connection: ConnectionView; mayWrite: boolean; offered: OfferedModel[] };

/** The models of a connection that harnesses can choose, with limits and prices. */
export function ConnectionModels({ tenant, connection, mayWrite, offered }: Props) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (modelId: string) =>
      unwrap(
        api.DELETE("/api/v1/{tenant}/model-connections/{connectionId}/models", {
          params: { path: { tenant, connectionId: connection.id }, query: { modelId } },
        }),
      ),
    onSuccess: () => client.invalidateQueries(connectionsQuery(tenant)),
  });
  return (
    <section className="grid gap-3" aria-label="Models">
      <h2 className="font-semibold text-14">Models for harnesses</h2>
      {connection.models.length > 0 ? (
        <table className="table">
          <caption className="sr">Models</caption>
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col" className="right">
                Window, tokens
              </th>
              <th scope="col" className="right">
                Price in, out per M
              </th>
              {mayWrite && (
                <th scope="col">
                  <span className="sr">Actions</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {connection.models.map((model) => (
              <tr key={model.ref}>
                <td>
                  <span className="mono">{model.ref}</span>
                  <ModelCircuit circuit={model.circuit} />
                  {!model.simulated && (
                    <ModelTest tenant={tenant} connectionId={connection.id} model={model} mayWrite={mayWrite} />
                  )}
                </td>
                <td className="right num">{formatNumber(model.contextWindow)}</td>
                <td className="right num">{priceOf(model)}</td>
                {mayWrite && (
                  <td className="right">
                    <Button
                      size="sm"
                      variant="ghost"
                      aria-label={`Take ${model.ref} out`}
                      onClick={() => remove.mutate(model.modelId)}
                    >
                      Take out
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="text-muted">None yet. A harness can choose a model once it is listed here with its limits.</p>
      )}
      {remove.error && <ErrorState error={remove.error} />}
      {mayWrite && <ModelCardForm tenant={tenant} connectionId={connection.id} offered={offered} />}
    </section>
  );
}

function priceOf({ prices, priceSource }: ConnectionView["models"][number]): string {
  if (priceSource === "simulated") return "free";
  if (!prices) return "price unknown";
  const text = `${prices.inputPerMTok}, ${prices.outputPerMTok} ${prices.currency}`;
  return priceSource === "bundled" ? `${text} (list)` : text;
}
