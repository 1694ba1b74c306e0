import { afterEach, expect, test } from "vitest";
import { tenantId } from "@/lib/platform/ids/branded-id";
import { withMcpSession } from "@/lib/platform/net/mcp-client.server";
import { createSafeFetch } from "@/lib/platform/net/safe-fetch.server";
import { type LoopbackTools, startLoopbackMcp } from "@/lib/platform/testing/loopback-mcp";
import { scriptedMcp } from "@/lib/platform/testing/scripted-mcp";
import type { Json } from "@/lib/release/json-schema";
import { mcpFingerprint } from "@/lib/release/mcp-fingerprint.server";
import { callMcp, type QuarantineTool } from "@/lib/runtime/tool-calls/call-mcp.server";
import type { ReadSecret } from "@/lib/runtime/tool-calls/place-secrets.server";
import { LostLease } from "@/lib/runtime/worker/lost-lease";

const TENANT = tenantId("00000000-0000-7000-8000-000000000001");
const ECHO = "Says the same.";
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A server whose tools were approved as they are at the start; later changes of `tools` are drift. */
async function world(tools: LoopbackTools) {
  const server = await startLoopbackMcp(tools);
  stops.push(server.stop);
  const safeFetch = createSafeFetch({ privateHosts: [server.host] });
  const within = { url: server.url, headers: {}, secrets: [], timeoutMs: 5_000, signal: new AbortController().signal };
  const served = await withMcpSession(safeFetch, within, (session) => session.listTools());
  const quarantined: Parameters<QuarantineTool>[1][] = [];
  const call = (tool: string, args: Json, secretOf: ReadSecret = async () => "s3cret") => {
    const approved = served.find((one) => one.name === tool);
    const secret = { name: "mcp", header: "Authorization", prefix: "Bearer " };
    const fingerprint = approved ? mcpFingerprint(approved) : "0".repeat(64);
    return callMcp(
      {
        tenantId: TENANT,
        impl: { kind: "mcp", server: "loop", url: server.url, tool, fingerprint, secret },
        args,
        timeoutMs: 5_000,
        signal: new AbortController().signal,
      },
      {
        safeFetch,
        readSecret: secretOf,
        quarantine: async (_tenant, change) => void quarantined.push(change),
      },
    );
  };
  return { server, served, call, quarantined };
}

test("an approved tool is called with its secret, which never comes back", async () => {
  const { call, server } = await world({ echo: ECHO, secretEcho: true });
  expect(await call("echo", { text: "ahoy" })).toEqual({ ok: true, value: { text: "ahoy Bearer [secret]" } });
  expect(server.seen.filter((one) => one.method === "tools/call").map((one) => one.authorization)).toEqual([
    "Bearer s3cret",
  ]);
});

test("one byte of drift: the tool is not called, and what is served now is quarantined", async () => {
  const tools: LoopbackTools = { echo: ECHO };
  const { call, server, quarantined } = await world(tools);
  tools.echo = `${ECHO} `;
  expect(await call("echo", { text: "x" })).toMatchObject({
    ok: false,
    class: "tool_error",
    message: expect.stringContaining("tool-changed"),
    isSent: false,
  });
  expect(server.seen.some((one) => one.method === "tools/call")).toBe(false);
  expect(quarantined).toMatchObject([{ tool: "echo", served: { description: `${ECHO} ` } }]);
});

test("a tool that is gone is an error, and one that comes back as it was works again", async () => {
  const tools: LoopbackTools = { echo: ECHO };
  const { call, quarantined } = await world(tools);
  tools.echo = null;
  expect(await call("echo", { text: "x" })).toMatchObject({
    ok: false,
    message: expect.stringContaining("does not serve"),
  });
  expect(quarantined).toMatchObject([{ served: null }]);
  tools.echo = ECHO;
  expect(await call("echo", { text: "x" })).toMatchObject({ ok: true });
});

test("a tool that fails says so; a wrong argument is the server's error, not a result", async () => {
  const { call } = await world({ echo: ECHO });
  expect(await call("fail", {})).toMatchObject({ ok: false, message: '"fail" failed: out of paper', isSent: true });
  expect(await call("echo", { text: 7 })).toMatchObject({ ok: false });
});

test("over a megabyte of text, a missing secret, and a private address are refused", async () => {
  const { call, server } = await world({ echo: ECHO });
  expect(await call("echo", { text: "x".repeat(1_050_000) })).toMatchObject({ ok: false, class: "tool_error" });
  expect(await call("echo", { text: "x" }, async () => null)).toMatchObject({ ok: false, class: "internal" });
  const strict = createSafeFetch({ privateHosts: [] });
  const within = { url: server.url, headers: {}, secrets: [], timeoutMs: 5_000, signal: new AbortController().signal };
  await expect(withMcpSession(strict, within, (session) => session.listTools())).rejects.toMatchObject({
    reason: "blocked",
  });
});

test("a run that is another worker's by now is not told as a failure of the tool", async () => {
  const fingerprint = "0".repeat(64);
  const call = callMcp(
    {
      tenantId: TENANT,
      impl: { kind: "mcp", server: "loop", url: "http://127.0.0.1:9/mcp", tool: "add", fingerprint },
      args: {},
      timeoutMs: 5_000,
      signal: new AbortController().signal,
    },
    {
      safeFetch: () => Promise.reject(new LostLease()),
      readSecret: async () => null,
      quarantine: async () => {},
    },
  );
  await expect(call).rejects.toThrow(LostLease);
});

test("a failure that is cut leaves neither a part of the secret nor half of a character", async () => {
  const served = { name: "echo", inputSchema: { type: "object" as const } };
  const say = (text: string) =>
    callMcp(
      {
        tenantId: TENANT,
        impl: {
          ...{ kind: "mcp", server: "odd", url: "https://mcp.example.com/mcp", tool: "echo" },
          fingerprint: mcpFingerprint(served),
          secret: { name: "mcp", header: "Authorization", prefix: "Bearer " },
        },
        args: {},
        timeoutMs: 5_000,
        signal: new AbortController().signal,
      },
      {
        ...scriptedMcp(({ method }) =>
          method === "tools/list"
            ? { result: { tools: [served] } }
            : { result: { isError: true, content: [{ type: "text", text }] } },
        ),
        readSecret: async () => "s3cret-value",
        quarantine: async () => {},
      },
    );
  const cut = await say(`${"x".repeat(295)}s3cret-value`);
  expect(cut).toMatchObject({ ok: false, message: `"echo" failed: ${"x".repeat(295)}[secr` });
  const odd = await say(`${"x".repeat(299)}😀`);
  expect(odd.ok || odd.message.isWellFormed()).toBe(true);
  expect(odd).toMatchObject({ ok: false, class: "tool_error" });
});
