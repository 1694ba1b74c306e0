import type { LanguageModelV4GenerateResult, LanguageModelV4StreamPart } from "@ai-sdk/provider";

/** A finished answer as the parts of a stream, text word by word. */
export function streamOf(result: LanguageModelV4GenerateResult): ReadableStream<LanguageModelV4StreamPart> {
  const parts = [
    { type: "stream-start" as const, warnings: result.warnings },
    ...result.content.flatMap(partsOf),
    { type: "finish" as const, finishReason: result.finishReason, usage: result.usage },
  ];
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

function partsOf(
  content: LanguageModelV4GenerateResult["content"][number],
  index: number,
): LanguageModelV4StreamPart[] {
  const id = String(index);
  if (content.type === "tool-call") return [content];
  if (content.type !== "text") return [];
  const words = content.text.match(/\S+\s*|\s+/g) ?? [];
  return [
    { type: "text-start", id },
    ...words.map((delta) => ({ type: "text-delta" as const, id, delta })),
    { type: "text-end", id },
  ];
}
