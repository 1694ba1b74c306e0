import type { z } from "zod";
import type { ErrorClass } from "@/lib/platform/errors/error-class";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { OutboundError, type OutboundReason } from "@/lib/platform/net/outbound-error";
import type { SafeFetch } from "@/lib/platform/net/safe-fetch.server";
import { WithoutSecrets } from "@/lib/platform/net/without-secrets";
import { renderLiquid } from "@/lib/release/expressions/render-liquid";
import type { Json } from "@/lib/release/json-schema";
import { literalOrigin } from "@/lib/release/literal-host";
import type { HttpToolImpl } from "@/lib/release/tool-definition";
import { encodeValues } from "@/lib/runtime/tool-calls/encode-values";
import { placeSecrets, type ReadSecret } from "@/lib/runtime/tool-calls/place-secrets.server";
import { type ToolOutcome, toolFailed } from "@/lib/runtime/tool-calls/tool-outcome";

export type HttpCall = Omit<z.infer<typeof HttpToolImpl>, "kind"> & {
  tenantId: TenantId;
  /** Variables of the templates. */
  values: Record<string, unknown>;
  /** Sent when there is no body template and the method carries one. */
  args: Json | null;
  /** Sent in `idempotencyHeader`, by default `Idempotency-Key`; null for calls without side effects. */
  idempotencyKey: string | null;
  idempotencyHeader?: string;
  timeoutMs: number;
  signal: AbortSignal;
};

/** One HTTP call by templates. The answer is `{status, body}`; a status from 400 on is a failure. */
export async function sendHttp(
  call: HttpCall,
  deps: { safeFetch: SafeFetch; readSecret: ReadSecret },
): Promise<ToolOutcome> {
  const url = renderUrl(call);
  if (!url) return toolFailed("The host of the URL must be written out; a template may not change it.", "internal");
  const headers = Object.fromEntries(
    Object.entries(call.headers).map(([name, template]) => [name.toLowerCase(), renderLiquid(template, call.values)]),
  );
  const placed = await placeSecrets(call, { url, headers }, deps.readSecret);
  if ("missing" in placed)
    return toolFailed(`The secret "${placed.missing}" does not exist or may not go to ${url.hostname}.`, "internal");
  const body = bodyOf(call);
  if (body !== undefined) headers["content-type"] ??= "application/json";
  if (call.idempotencyKey) headers[(call.idempotencyHeader ?? "idempotency-key").toLowerCase()] = call.idempotencyKey;
  try {
    const answer = await deps.safeFetch(url.href, {
      method: call.method,
      headers,
      ...(body === undefined ? {} : { body }),
      timeoutMs: call.timeoutMs,
      maxBytes: call.maxResponseBytes,
      signal: call.signal,
    });
    return outcomeOf(url.hostname, answer, new WithoutSecrets(placed.values).body(answer.text));
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return unanswered(error);
  }
}

function unanswered({ reason, message }: OutboundError): ToolOutcome {
  const failed = toolFailed(message, OUTBOUND[reason], reason !== "blocked" && reason !== "bad-url");
  return reason === "network" ? { ...failed, transient: true } : failed;
}

const OUTBOUND: Record<OutboundReason, ErrorClass> = {
  "bad-url": "internal",
  blocked: "tool_error",
  "too-large": "tool_error",
  "bad-answer": "tool_error",
  timeout: "tool_timeout",
  network: "tool_error",
  cancelled: "cancelled",
};

function renderUrl({ url: template, values }: HttpCall): URL | null {
  const origin = literalOrigin(template)?.origin;
  const encoded = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, encodeValues(value)]));
  const text = renderLiquid(template, encoded);
  if (!origin || !URL.canParse(text)) return null;
  return new URL(text).origin === origin ? new URL(text) : null;
}

function bodyOf({ body, method, values, args }: HttpCall): string | undefined {
  if (method === "GET") return undefined;
  if (body !== undefined) return renderLiquid(body, values);
  return args === null ? undefined : JSON.stringify(args);
}

function outcomeOf(
  host: string,
  { status, headers }: { status: number; headers: Record<string, string> },
  body: Json,
): ToolOutcome {
  if (status < 300) return { ok: true, value: { status, body } };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const message =
    status < 400
      ? `${host} redirects (${status}), which is not followed.`
      : `${host} answered ${status}: ${text.slice(0, 200)}`;
  const seconds = Number(headers["retry-after"] ?? Number.NaN);
  return {
    ...{ ok: false, class: "tool_error", message, isSent: status >= 500 },
    ...(status >= 500 || status === 429 || status === 408 ? { transient: true } : {}),
    ...(Number.isFinite(seconds) ? { retryAfterMs: Math.min(seconds * 1_000, 600_000) } : {}),
  };
}
