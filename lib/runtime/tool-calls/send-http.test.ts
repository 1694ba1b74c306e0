import { expect, test } from "vitest";
import { tenantId } from "@/lib/platform/ids/branded-id";
import type { SafeRequest } from "@/lib/platform/net/safe-fetch.server";
import type { ReadSecret } from "@/lib/runtime/tool-calls/place-secrets.server";
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

const { secret: _one, ...PLAIN } = CALL;
const SEVERAL: HttpCall = {
  ...PLAIN,
  secrets: [
    { name: "shop-key", placement: { in: "header", name: "X-Key", prefix: "" } },
    { name: "app-id", placement: { in: "query", name: "app" } },
  ],
};
const VALUES: Record<string, string> = { "shop-key": "s3cret-value", "app-id": "id &/ü+1" };
const readSeveral: ReadSecret = async (_tenant, name) => VALUES[name] ?? null;

test("each secret of a tool is sent in its place, and the rest of the query stays as it was", async () => {
  const { sent, deps } = network(200, () => "{}");
  await sendHttp(SEVERAL, { ...deps, readSecret: readSeveral });
  expect(sent[0]?.url).toBe("https://api.example.com/orders/..%2Fadmin?q=a%26b%3Dc&app=id%20%26%2F%C3%BC%2B1");
  expect(sent[0]?.init.headers).toMatchObject({ "x-key": "s3cret-value" });
  await sendHttp({ ...SEVERAL, url: "https://api.example.com/" }, { ...deps, readSecret: readSeveral });
  expect(sent[1]?.url).toBe("https://api.example.com/?app=id%20%26%2F%C3%BC%2B1");
});

test("of several secrets none comes back, however the server writes it", async () => {
  const value = VALUES["app-id"] ?? "";
  for (const status of [200, 400, 500]) {
    const { deps, sent } = network(status, ({ headers }) =>
      [headers["x-key"], value, encodeURIComponent(value), sent[0]?.url, new URLSearchParams({ value })].join(" "),
    );
    const told = JSON.stringify(await sendHttp(SEVERAL, { ...deps, readSecret: readSeveral }));
    expect(told).toContain("[secret]");
    for (const form of ["s3cret-value", value, "%C3%BC", "id+%26"]) expect(told).not.toContain(form);
  }
});

test("when one of several secrets may not go to the host, nothing is sent", async () => {
  const { sent, deps } = network(200, () => "");
  const asked: string[] = [];
  const readSecret: ReadSecret = async (_tenant, name, host) => {
    asked.push(`${name} ${host}`);
    return name === "app-id" ? null : "s3cret-value";
  };
  expect(await sendHttp(SEVERAL, { ...deps, readSecret })).toMatchObject({
    ok: false,
    isSent: false,
    message: expect.stringContaining('"app-id"'),
  });
  expect([sent, asked]).toEqual([[], ["shop-key api.example.com", "app-id api.example.com"]]);
});

test("a secret does not come back by another way to write it: escapes of JSON, base64, a number, the name of a field", async () => {
  const value = 'ab/c+d"é';
  const escaped = [...value].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
  const bodies = [
    `{"echo":"${escaped}"}`,
    JSON.stringify({ echo: value }).replaceAll("/", "\\/"),
    JSON.stringify({ [value]: 1, list: [Buffer.from(value).toString("base64")] }),
    `not JSON: ${JSON.stringify(value)}`,
  ];
  for (const status of [200, 400])
    for (const body of bodies) {
      const { deps } = network(status, () => body);
      const told = JSON.stringify(await sendHttp(CALL, { ...deps, readSecret: async () => value }));
      expect(told).toContain("[secret]");
      expect(told).not.toContain(JSON.stringify(value).slice(1, -1));
    }
  const { deps } = network(200, () => '{"pin":48151623}');
  expect(await sendHttp(CALL, { ...deps, readSecret: async () => "48151623" })).toEqual({
    ok: true,
    value: { status: 200, body: { pin: "[secret]" } },
  });
});
