"use client";
import Link from "next/link";
import { LOOKS } from "@/components/runtime/triggers/trigger-row";
import { CopyText } from "@/components/ui/copy-text";
import { Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { WebhookView } from "@/lib/runtime/triggers/schema";

/** The address of a webhook, how a sender proves who it is, and the last delivery. */
export function WebhookFacts({ tenant, webhook }: Props) {
  const url = `${window.location.origin}${webhook.path}`;
  return (
    <>
      <section className="grid gap-3" aria-label="Address">
        <CopyText text={url} label="Address" />
        <Facts
          facts={[
            ["Environment", webhook.environment],
            ["Secret", <Secret key="secret" tenant={tenant} webhook={webhook} />],
            ["Proof", webhook.auth === "hmac" ? "HMAC-SHA256 of time and body, five minutes" : "The secret as a token"],
            ["Last delivery", <LastDelivery key="last" tenant={tenant} webhook={webhook} />],
          ]}
        />
      </section>
      <section className="grid gap-2" aria-label="Example">
        <h2 className="font-semibold text-14">Send one</h2>
        <pre className="mono s whitespace-pre-wrap break-all rounded-2 border border-border p-3">
          {exampleOf(webhook, url)}
        </pre>
      </section>
    </>
  );
}

type Props = { tenant: string; webhook: WebhookView };

function Secret({ tenant, webhook: { secret, isSecretThere } }: Props) {
  if (isSecretThere) return <span className="mono">{secret}</span>;
  return (
    <span className="fail">
      “{secret}” is not there: every delivery is refused.{" "}
      <Link className="linkish" href={`/${tenant}/secrets`}>
        Add it
      </Link>
    </span>
  );
}

function LastDelivery({ tenant, webhook: { last } }: Props) {
  if (!last) return "None yet";
  const look = LOOKS[last.outcome];
  return (
    <span className="flex items-center gap-2">
      <Status status={look?.status ?? "refused"} label={look?.label ?? last.outcome} />
      <RelativeTime at={last.at} />
      {last.runId && (
        <Link className="linkish" href={`/${tenant}/runs/${last.runId}`}>
          Open the run
        </Link>
      )}
    </span>
  );
}

const exampleOf = ({ auth }: WebhookView, url: string): string =>
  auth === "hmac"
    ? `body='{"message":"Hello"}'
time=$(date +%s)
sign=$(printf %s "$time.$body" | openssl dgst -sha256 -hmac "$SECRET" -hex | cut -d' ' -f2)
curl ${url} \\
  -H 'content-type: application/json' \\
  -H "x-slipway-timestamp: $time" \\
  -H "x-slipway-signature: sha256=$sign" \\
  -d "$body"`
    : `curl ${url} \\
  -H 'content-type: application/json' \\
  -H "x-slipway-token: $SECRET" \\
  -d '{"message":"Hello"}'`;
