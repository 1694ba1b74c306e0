import { expect, test } from "vitest";
import { withMcpSession } from "@/lib/platform/net/mcp-client.server";
import { type McpScript, scriptedMcp } from "@/lib/platform/testing/scripted-mcp";

const SECRET = "s3cret-value";

function world(script: McpScript, timeoutMs = 5_000) {
  const { safeFetch, methods } = scriptedMcp(script);
  const headers = { authorization: `Bearer ${SECRET}` };
  const server = {
    ...{ url: "https://mcp.example.com/mcp", headers, secrets: [SECRET], timeoutMs },
    signal: new AbortController().signal,
  };
  const list = () => withMcpSession(safeFetch, server, (session) => session.listTools());
  const call = () => withMcpSession(safeFetch, server, (session) => session.callTool("echo", {}));
  return { list, call, methods };
}

const echo = (init: { headers: Record<string, string> }) => `you sent ${init.headers.authorization}`;

test("a secret that a server echoes is in no error of the protocol and in no HTTP error", async () => {
  for (const odd of [
    world(({ init }) => ({ status: 400, text: echo(init) })),
    world(({ init }) => ({ error: { code: -32_000, message: echo(init) } })),
  ])
    for (const act of [odd.list, odd.call]) {
      const said = await act().catch((error: unknown) => String(error));
      expect(said).toContain("you sent Bearer [secret]");
      expect(said).not.toContain(SECRET);
    }
});

test("a secret that a server echoes is in nothing that it serves and in no answer", async () => {
  const { list, call } = world(({ method, init }) =>
    method === "tools/list"
      ? { result: { tools: [{ name: "echo", description: echo(init), inputSchema: { type: "object" } }] } }
      : { result: { content: [{ type: "text", text: echo(init) }] } },
  );
  expect(await list()).toMatchObject([{ description: "you sent Bearer [secret]" }]);
  expect(await call()).toMatchObject({ content: [{ text: "you sent Bearer [secret]" }] });
});
