"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import { connectionsQuery } from "@/lib/governance/models/connection-queries";
import type { ConnectionView, ModelCardInput } from "@/lib/governance/models/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

export type OfferedModel = { id: string; contextWindow: number | null; prices: ModelCardInput["prices"] };
type Props = {
  tenant: string;
  connection: ConnectionView;
  mayWrite: boolean;
  onOffered: (offered: OfferedModel[]) => void;
};

/** The state of a connection, and the button that really asks the provider. */
export function ConnectionTestPanel({ tenant, connection, mayWrite, onOffered }: Props) {
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/{tenant}/model-connections/{connectionId}/test", {
          params: { path: { tenant, connectionId: connection.id } },
        }),
      ),
    onSuccess: ({ offered }) => onOffered(offered),
    onSettled: () => client.invalidateQueries(connectionsQuery(tenant)),
  });
  return (
    <section className="grid gap-3" aria-label="Connection">
      <Facts
        facts={[
          [
            "Address",
            <span key="address" className="mono break-all">
              {connection.baseUrl}
            </span>,
          ],
          ["Key", connection.hasKey ? "Sealed; sent to this host only" : "None"],
          ["State", <Status key="state" status={connection.state} />],
          ["Tested", connection.testedAt ? <RelativeTime key="tested" at={connection.testedAt} /> : "Never"],
        ]}
      />
      <div aria-live="polite" className="grid gap-1">
        {connection.checks.map(({ check, ok, detail }) => (
          <p key={check} className="flex items-center gap-2">
            <Status status={ok ? "ok" : "failed"} label={check} />
            <span className="text-muted">{detail}</span>
          </p>
        ))}
        {test.error && <ErrorState error={test.error} />}
      </div>
      {mayWrite && (
        <div>
          <Button onClick={() => test.mutate()} disabled={test.isPending}>
            {test.isPending ? "Asking the provider" : "Test connection"}
          </Button>
        </div>
      )}
    </section>
  );
}
