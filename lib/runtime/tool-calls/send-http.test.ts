import { expect, test } from "vitest";
import { tenantId } from "@/lib/platform/ids/branded-id";
import type { SafeRequest } from "@/lib/platform/net/safe-fetch.server";
import { type HttpCall, sendHttp } from "@/lib/runtime/tool-calls/send-http.server";

const CALL: HttpCall = {
  tenantId: tenantId("00000000-0000-7000-8000-000000000001"),
  method: "POST",
  url: "https://api.example.com/orders/{{ args.id }}?q={{ args.q }}",
  headers: { "X-Order": "{{ args.id }}" },
  secret: { name: "shop-key", header: "Authorization", prefix: "Bearer " },
  values: { args: { id: "../admin", q: "a&b=c" } },
  args: { id: "../admin" },
  idempotencyKey: "k1",
  maxResponseBytes: 1_000,
  timeoutMs: 1_000,
  signal: new AbortController().signal,
};

/** A network that answers everything with `text` and remembers what was sent. */
function network(status: number, text: (init: SafeRequest) => string) {
  const sent: { url: string; init: SafeRequest }[] = [];
  const safeFetch = async (url: string, init: SafeRequest) => {
    sent.push({ url, init });
    return { status, headers: {}, text: text(init) };
  };
  return { sent, deps: { safeFetch, readSecret: async () => "s3cret-value" } };
}

test("an argument cannot leave its place in the URL; secret, key and body are sent", async () => {
  const { sent, deps } = network(200, () => '{"ok":true}');
  expect(await sendHttp(CALL, deps)).toEqual({ ok: true, value: { status: 200, body: { ok: true } } });
  expect(sent[0]?.url).toBe("https://api.example.com/orders/..%2Fadmin?q=a%26b%3Dc");
  expect(sent[0]?.init.headers).toMatchObject({ authorization: "Bearer s3cret-value", "idempotency-key": "k1" });
  expect(sent[0]?.init.body).toBe('{"id":"../admin"}');
});

test("a secret that the server echoes comes back as a word, in answers and in errors", async () => {
  for (const status of [200, 400, 500]) {
    const { deps } = network(status, ({ headers }) => JSON.stringify({ youSent: headers.authorization }));
    expect(JSON.stringify(await sendHttp(CALL, deps))).not.toContain("s3cret-value");
  }
});

test("without the secret nothing is sent", async () => {
  const { sent, deps } = network(200, () => "");
  expect(await sendHttp(CALL, { ...deps, readSecret: async () => null })).toMatchObject({ ok: false, isSent: false });
  expect(sent).toHaveLength(0);
});
