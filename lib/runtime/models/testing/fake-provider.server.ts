import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { ProviderKind } from "@/lib/release/provider-kind";

export type RealKind = Exclude<ProviderKind, "sandbox">;
export type Scene =
  | { kind: "text"; words: string[] }
  | { kind: "tool"; name: string; input: string }
  | { kind: "status"; status: number; body: unknown; headers?: Record<string, string> }
  | { kind: "filter" }
  /** Says these words and then hangs up, says nothing more, or reports an error. */
  | { kind: "broken"; words: string[]; end: "hang-up" | "silence" | "error" };

export type Seen = { path: string; headers: IncomingMessage["headers"]; body: Record<string, unknown> };

/** A server on loopback that streams as a provider of this kind does. `scene` decides what it answers next. */
export async function fakeProvider(kind: RealKind) {
  const seen: Seen[] = [];
  const state: { scene: Scene } = { scene: { kind: "text", words: ["Good ", "day."] } };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      seen.push({ path: request.url ?? "", headers: request.headers, body: JSON.parse(body || "{}") });
      play(kind, state.scene, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return {
    host,
    baseUrl: `http://${host}/v1`,
    seen,
    set: (scene: Scene) => {
      state.scene = scene;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function play(kind: RealKind, scene: Scene, response: ServerResponse): void {
  if (scene.kind === "status") {
    response.writeHead(scene.status, { "content-type": "application/json", ...scene.headers });
    response.end(JSON.stringify(scene.body));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const events = WIRE[kind](scene);
  for (const event of events) response.write(event);
  if (scene.kind === "broken" && scene.end === "silence") return;
  if (scene.kind === "broken" && scene.end === "hang-up") {
    // After the bytes have left: a reset would take them along.
    setTimeout(() => response.destroy(), 20);
    return;
  }
  response.end();
}

type Told = Exclude<Scene, { kind: "status" }>;
const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const wordsOf = (scene: Told): string[] => ("words" in scene ? scene.words : []);

const WIRE: Record<RealKind, (scene: Told) => string[]> = {
  openai: openaiEvents,
  "openai-compatible": openaiEvents,
  anthropic: anthropicEvents,
  google: googleEvents,
};

function openaiEvents(scene: Told): string[] {
  const chunk = (delta: unknown, finish: string | null = null) =>
    data({
      id: "c-1",
      object: "chat.completion.chunk",
      created: 1,
      model: "m-2026",
      choices: [{ index: 0, delta, finish_reason: finish }],
    });
  const words = wordsOf(scene).map((content) => chunk({ content }));
  const usage = data({
    id: "c-1",
    object: "chat.completion.chunk",
    created: 1,
    model: "m-2026",
    choices: [],
    usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
  });
  const begin = chunk({ role: "assistant", content: "" });
  if (scene.kind === "broken")
    return [
      begin,
      ...words,
      ...(scene.end === "error" ? [data({ error: { message: "overloaded", type: "server_error" } })] : []),
    ];
  if (scene.kind === "tool") {
    const call = { index: 0, id: "call-1", type: "function", function: { name: scene.name, arguments: scene.input } };
    return [begin, chunk({ tool_calls: [call] }), chunk({}, "tool_calls"), usage, "data: [DONE]\n\n"];
  }
  const finish = scene.kind === "filter" ? "content_filter" : "stop";
  return [begin, ...words, chunk({}, finish), usage, "data: [DONE]\n\n"];
}

function anthropicEvents(scene: Told): string[] {
  const event = (value: { type: string } & Record<string, unknown>) => `event: ${value.type}\n${data(value)}`;
  const begin = event({
    type: "message_start",
    message: {
      id: "m-1",
      type: "message",
      role: "assistant",
      model: "m-2026",
      content: [],
      stop_reason: null,
      usage: { input_tokens: 12, output_tokens: 1 },
    },
  });
  const text = [
    event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
    ...wordsOf(scene).map((word) =>
      event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: word } }),
    ),
  ];
  const stop = (reason: string) => [
    event({ type: "content_block_stop", index: 0 }),
    event({
      type: "message_delta",
      delta: { stop_reason: reason, stop_sequence: null },
      usage: { output_tokens: 3 },
    }),
    event({ type: "message_stop" }),
  ];
  if (scene.kind === "broken") {
    const error = event({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } });
    return [begin, ...text, ...(scene.end === "error" ? [error] : [])];
  }
  if (scene.kind === "tool")
    return [
      begin,
      event({
        type: "content_block_start",
        index: 0,
        content_block: { type: "tool_use", id: "call-1", name: scene.name, input: {} },
      }),
      event({
        type: "content_block_delta",
        index: 0,
        delta: { type: "input_json_delta", partial_json: scene.input },
      }),
      ...stop("tool_use"),
    ];
  return [begin, ...text, ...stop(scene.kind === "filter" ? "refusal" : "end_turn")];
}

function googleEvents(scene: Told): string[] {
  const part = (parts: unknown[], finish?: string) =>
    data({
      candidates: [{ content: { role: "model", parts }, ...(finish ? { finishReason: finish } : {}), index: 0 }],
      usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 3, totalTokenCount: 15 },
      modelVersion: "m-2026",
    });
  const words = wordsOf(scene).map((text) => part([{ text }]));
  if (scene.kind === "broken")
    return [
      ...words,
      ...(scene.end === "error" ? [data({ error: { code: 503, message: "overloaded", status: "UNAVAILABLE" } })] : []),
    ];
  if (scene.kind === "tool") {
    const call = { functionCall: { name: scene.name, args: JSON.parse(scene.input) } };
    return [part([call]), part([], "STOP")];
  }
  return [...words, part([], scene.kind === "filter" ? "SAFETY" : "STOP")];
}
