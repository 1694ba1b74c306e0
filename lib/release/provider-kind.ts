import { z } from "zod";

/** What a model connection speaks. `openai` is OpenAI's own API (chat), `openai-compatible` everything that imitates it. */
export const ProviderKind = z.enum(["sandbox", "openai", "anthropic", "google", "openai-compatible"]);
export type ProviderKind = z.infer<typeof ProviderKind>;
