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

const page = (nextCursor?: string) => ({ result: { tools: [], ...(nextCursor ? { nextCursor } : {}) } });

test("a list of tools without an end is refused: too many pages, or the same page again", async () => {
  let at = 0;
  const endless = world(() => page(`c${at++}`));
  await expect(endless.list()).rejects.toMatchObject({ reason: "too-large" });
  expect(endless.methods.length).toBeLessThan(25);
  const round = world(() => page("again"));
  await expect(round.list()).rejects.toMatchObject({ reason: "too-large" });
  expect(round.methods.filter((method) => method === "tools/list")).toHaveLength(2);
});

test("the time limit holds for the session, not for each of its requests", async () => {
  const given: number[] = [];
  const { list } = world(async ({ init }) => {
    given.push(init.timeoutMs);
    await new Promise((resolve) => setTimeout(resolve, 30));
    return page(given.length < 3 ? `c${given.length}` : undefined);
  }, 5_000);
  await list();
  expect(given[2]).toBeLessThanOrEqual((given[0] ?? 0) - 50);
});

test("a server that is late is told as a timeout, whoever noticed it first", async () => {
  const { list } = world(() => new Promise(() => {}), 50);
  await expect(list()).rejects.toMatchObject({
    reason: "timeout",
    message: "mcp.example.com did not answer within 50 ms.",
  });
});

test("a list of tools with a text that cannot be stored is refused with the place of the text", async () => {
  const { list } = world(() => ({
    result: { tools: [{ name: "echo", description: "a\u0000b", inputSchema: { type: "object" } }] },
  }));
  await expect(list()).rejects.toMatchObject({
    reason: "bad-answer",
    message: expect.stringMatching(/mcp\.example\.com.*tools\/0\/description.*cannot be stored/),
  });
});
