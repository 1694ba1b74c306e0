import type { LanguageModelV4GenerateResult, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { streamFrom } from "@/lib/platform/net/stream-from";

const MAX_PIECES = 40;

/** A finished answer as the parts of a stream, text in at most forty pieces that take `overMs` together. */
export function streamOf(
  result: LanguageModelV4GenerateResult,
  overMs: number,
  pause: (ms: number) => Promise<void>,
): ReadableStream<LanguageModelV4StreamPart> {
  const parts = [
    { type: "stream-start" as const, warnings: result.warnings },
    ...result.content.flatMap(partsOf),
    { type: "finish" as const, finishReason: result.finishReason, usage: result.usage },
  ];
  const pieces = parts.filter((part) => part.type === "text-delta").length;
  return streamFrom(paced(parts, overMs > 0 ? Math.max(1, Math.floor(overMs / Math.max(1, pieces))) : 0, pause));
}

async function* paced(
  parts: LanguageModelV4StreamPart[],
  pauseMs: number,
  pause: (ms: number) => Promise<void>,
): AsyncGenerator<LanguageModelV4StreamPart> {
  for (const part of parts) {
    if (part.type === "text-delta" && pauseMs > 0) await pause(pauseMs);
    yield part;
  }
}

function partsOf(
  content: LanguageModelV4GenerateResult["content"][number],
  index: number,
): LanguageModelV4StreamPart[] {
  const id = String(index);
  if (content.type === "tool-call") return [content];
  if (content.type !== "text") return [];
  return [
    { type: "text-start", id },
    ...piecesOf(content.text).map((delta) => ({ type: "text-delta" as const, id, delta })),
    { type: "text-end", id },
  ];
}

function piecesOf(text: string): string[] {
  const words = text.match(/\S+\s*|\s+/g) ?? [];
  const size = Math.ceil(words.length / MAX_PIECES);
  return Array.from({ length: Math.ceil(words.length / Math.max(1, size)) }, (_, at) =>
    words.slice(at * size, (at + 1) * size).join(""),
  );
}
