import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogle } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import { assertNever } from "@/lib/platform/errors/assert-never";
import type { ModelConnection } from "@/lib/runtime/models/model-gateway";

type Wire = { modelId: string; fetch: typeof globalThis.fetch };

/** Servers without keys still get the header that their SDK insists on; it says nothing. */
const NO_KEY = "none";

/** The SDK's model of a connection to a real provider, or null without an address. It sends through `fetch` and nothing else. */
export function providerModel(connection: ModelConnection, { modelId, fetch }: Wire): LanguageModelV4 | null {
  const { provider, name, baseUrl, apiKey } = connection;
  if (baseUrl === null) return null;
  const settings = { baseURL: baseUrl, apiKey: apiKey ?? NO_KEY, fetch };
  switch (provider) {
    case "openai":
      return createOpenAI(settings).chat(modelId);
    case "anthropic":
      return createAnthropic(settings)(modelId);
    case "google":
      return createGoogle(settings)(modelId);
    case "openai-compatible":
      return createOpenAICompatible({
        name,
        baseURL: baseUrl,
        ...(apiKey ? { apiKey } : {}),
        supportsStructuredOutputs: true,
        // Without it streams report no usage.
        includeUsage: true,
        fetch,
      }).chatModel(modelId);
    case "sandbox":
      return null;
    default:
      return assertNever(provider);
  }
}
