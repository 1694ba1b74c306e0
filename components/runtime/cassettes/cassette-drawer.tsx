"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { CopyId } from "@/components/ui/copy-id";
import { Drawer } from "@/components/ui/drawer";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Facts } from "@/components/ui/facts";
import { JsonView } from "@/components/ui/json-view";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { cassetteQuery } from "@/lib/runtime/cassettes/cassette-queries";
import { CassetteView } from "@/lib/runtime/cassettes/schema";

type Props = { tenant: string; cassetteKey: string; onClose: () => void };

/** One recorded answer: what was asked, what was said, and where. */
export function CassetteDrawer({ tenant, cassetteKey, onClose }: Props) {
  const { data, error, refetch } = useQuery(cassetteQuery(tenant, cassetteKey));
  const client = useQueryClient();
  const mayWrite = useMay()("harness:write");
  const forget = useMutation({
    mutationFn: () =>
      unwrap(api.DELETE("/api/v1/{tenant}/cassettes/{cassetteKey}", { params: { path: { tenant, cassetteKey } } })),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: [tenant, "cassettes"] });
    },
  });
  return (
    <Drawer
      open
      onClose={onClose}
      title="Cassette"
      width={640}
      footer={
        data &&
        mayWrite && (
          <Button variant="danger" disabled={forget.isPending} onClick={() => forget.mutate()}>
            Delete it
          </Button>
        )
      }
    >
      {(error ?? forget.error) && <ErrorState error={error ?? forget.error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton width="60%" />}
      {data && <Content tenant={tenant} cassette={CassetteView.parse(data)} />}
    </Drawer>
  );
}

function Content({ tenant, cassette }: { tenant: string; cassette: CassetteView }) {
  const { provider, model, run, recordedAt, key, request, response } = cassette;
  return (
    <div className="grid gap-4">
      <Facts
        facts={[
          ["Model", <span key="model" className="mono">{`${provider}/${model}`}</span>],
          ["Recorded", <RelativeTime key="at" at={recordedAt} />],
          [
            "By",
            run && (
              <Link key="run" className="underline" href={`/${tenant}/runs/${run.id}`}>
                a run of {run.harness} in {run.environment}
              </Link>
            ),
          ],
          ["Key", <CopyId key="key" id={key} label={`${key.slice(0, 16)}…`} />],
        ]}
      />
      {request === null ? (
        <EmptyState title="The texts are not shown" body="Your role does not read payloads of this environment." />
      ) : (
        <>
          <JsonView label="Answer" value={response} />
          <JsonView label="System text" value={request.instructions} />
          <JsonView label="Messages" value={request.messages} />
          {request.tools.length > 0 && <JsonView label="Tools" value={request.tools} />}
          <p className="text-12 text-faint">
            Found again by exactly this: model, texts, tools, output schema, temperature {request.temperature} and at
            most {request.maxOutputTokens} tokens. Secrets and personal data are blacked out.
          </p>
        </>
      )}
    </div>
  );
}
