import { createServer, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/**
 * A model provider that speaks OpenAI's protocol, and an API beside it; each answers after 50 ms. The model asks for a tool
 * when it is offered one and has no reply of it yet, else it says a sentence. `/most` tells how many requests were under
 * way at a time since it was last asked. Prints its port.
 */
const DELAY_MS = 50;
const Chat = z.object({ messages: z.array(z.object({ role: z.string() })), tools: z.array(z.unknown()).optional() });
let underWay = 0;
let most = 0;

const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk: string) => {
    body += chunk;
  });
  request.on("end", () => void answer(request.url ?? "", body, response));
});

async function answer(url: string, body: string, response: ServerResponse): Promise<void> {
  if (url === "/most") {
    response.end(JSON.stringify({ most }));
    most = underWay;
    return;
  }
  underWay += 1;
  most = Math.max(most, underWay);
  await sleep(DELAY_MS);
  underWay -= 1;
  if (!url.endsWith("/chat/completions")) {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ ok: true }));
    return;
  }
  const chat = Chat.parse(JSON.parse(body));
  const wantsTool = chat.tools !== undefined && !chat.messages.some(({ role }) => role === "tool");
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end(wantsTool ? toolCall() : sentence());
}

const line = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (delta: unknown, finish: string | null = null): string =>
  line({
    id: "c-1",
    object: "chat.completion.chunk",
    created: 1,
    model: "slow-1",
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
const usage = line({
  id: "c-1",
  object: "chat.completion.chunk",
  created: 1,
  model: "slow-1",
  choices: [],
  usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
});
const END = "data: [DONE]\n\n";

function toolCall(): string {
  const call = { index: 0, id: "call-1", type: "function", function: { name: "stock_get", arguments: '{"id":"A-1"}' } };
  return (
    chunk({ role: "assistant", content: "" }) + chunk({ tool_calls: [call] }) + chunk({}, "tool_calls") + usage + END
  );
}

const sentence = (): string =>
  chunk({ role: "assistant", content: "" }) + chunk({ content: "There are 41." }) + chunk({}, "stop") + usage + END;

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`${typeof address === "object" && address ? address.port : 0}\n`);
});
process.on("SIGTERM", () => process.exit(0));
