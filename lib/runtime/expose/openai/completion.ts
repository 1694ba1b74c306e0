/** The parts of a chat completion that every piece of it repeats. */
export type Completion = { id: string; created: number; model: string };
export type Usage = { prompt_tokens: number; completion_tokens: number; total_tokens: number };

export const usageOf = (input: number, output: number): Usage => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
});

/** A whole answer. */
export const completion = (head: Completion, content: string, usage: Usage) => ({
  ...head,
  object: "chat.completion",
  choices: [
    { index: 0, message: { role: "assistant", content, refusal: null }, logprobs: null, finish_reason: "stop" },
  ],
  usage,
});

type Delta = { role?: "assistant"; content?: string };

/** One piece of a streamed answer; `finish` on the last one. */
export const chunk = (head: Completion, delta: Delta, finish: "stop" | null = null) => ({
  ...head,
  object: "chat.completion.chunk",
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
});

/** The piece that carries the usage, after the last one. */
export const usageChunk = (head: Completion, usage: Usage) => ({
  ...head,
  object: "chat.completion.chunk",
  choices: [],
  usage,
});
