import { z } from "zod";

/** How a client says no to something that the harness decides: null, or the value that the field has anyway. */
const unless = (...standard: (number | string | boolean)[]) =>
  z
    .unknown()
    .refine((value) => value === undefined || value === null || standard.some((one) => one === value), {
      message: DECIDED,
    })
    .optional();
const DECIDED = "The harness decides this, so it is refused rather than ignored. Leave it out.";

const TextPart = z.object({ type: z.literal("text"), text: z.string() });
const Content = z.union([
  z.string(),
  z
    .array(TextPart, { error: "Only text can be sent." })
    .transform((parts) => parts.map((part) => part.text).join("\n")),
]);
const MAX_MESSAGES = 200;
const Message = z.discriminatedUnion(
  "role",
  [
    z.object({ role: z.literal("user"), content: Content, name: z.string().optional() }),
    z.object({
      role: z.literal("assistant"),
      content: Content.nullish().transform((text) => text ?? ""),
      refusal: z.null().optional(),
      name: z.string().optional(),
    }),
  ],
  {
    error:
      "Messages have the role user or assistant. System text and tools belong to the release and cannot come from a client.",
  },
);

/** The body of POST /v1/chat/completions. What would change the release's behaviour is refused, never ignored. */
export const ChatRequest = z.strictObject({
  /** `<harness>@<environment>`, or `<harness>` for production. */
  model: z.string().regex(/^[a-z0-9-]{1,80}(@(staging|production))?$/, "A model is <harness>@<environment>."),
  messages: z.array(Message).min(1).max(MAX_MESSAGES),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  /** Lower than the release's own limit, or without effect. */
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  user: z.string().min(1).max(200).nullish(),
  n: unless(1),
  temperature: unless(1),
  top_p: unless(1),
  presence_penalty: unless(0),
  frequency_penalty: unless(0),
  logprobs: unless(false),
  top_logprobs: unless(),
  logit_bias: unless(),
  seed: unless(),
  stop: unless(),
  tools: unless(),
  tool_choice: unless("none", "auto"),
  parallel_tool_calls: unless(true),
  functions: unless(),
  function_call: unless(),
  response_format: z
    .object({ type: z.literal("text", { error: DECIDED }) })
    .loose()
    .nullish(),
  store: unless(false),
});
export type ChatRequest = z.infer<typeof ChatRequest>;

/** The release that a model name asks for. */
export function modelTarget(model: string): { harness: string; environment: "staging" | "production" } {
  const [harness = "", environment] = model.split("@");
  return { harness, environment: environment === "staging" ? "staging" : "production" };
}
