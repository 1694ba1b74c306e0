import { z } from "zod";
import type { ModelRequest } from "@/lib/runtime/models/model-gateway";

/** What a recorded call asked, as far as it decides the answer. Signals, timeouts, keys and the run are no part of it. */
export const RecordedRequest = z.object({
  provider: z.string(),
  modelId: z.string(),
  instructions: z.string(),
  messages: z.array(z.json()),
  tools: z.array(z.json()),
  output: z.json(),
  temperature: z.number(),
  maxOutputTokens: z.number(),
});
export type RecordedRequest = z.infer<typeof RecordedRequest>;

export function recordedRequest(request: ModelRequest): RecordedRequest {
  const { connection, modelId, instructions, messages, tools, output, temperature, maxOutputTokens } = request;
  // Through JSON: what is undefined is not there, as in the row.
  return RecordedRequest.parse(
    JSON.parse(
      JSON.stringify({
        provider: connection.provider,
        modelId,
        instructions,
        messages,
        tools,
        output,
        temperature,
        maxOutputTokens,
      }),
    ),
  );
}
