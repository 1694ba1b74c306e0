import { calcPrice } from "@pydantic/genai-prices";

/** What the bundled price list (genai-prices) knows of a model at an address. Null where it does not know. */
export type BundledCard = {
  /** Tokens. */
  contextWindow: number | null;
  prices: { inputPerMTok: number; outputPerMTok: number; currency: "USD" } | null;
};

/** Looks a model up by the provider's address and the id that the provider gives it. */
export function bundledCard(baseUrl: string, modelId: string): BundledCard {
  const found = calcPrice({ input_tokens: 0, output_tokens: 0 }, modelId, { providerApiUrl: baseUrl });
  if (!found) return { contextWindow: null, prices: null };
  const { input_mtok: input, output_mtok: output } = found.model_price;
  const isFlat = typeof input === "number" && typeof output === "number";
  return {
    contextWindow: found.model.context_window ?? null,
    prices: isFlat ? { inputPerMTok: input, outputPerMTok: output, currency: "USD" } : null,
  };
}
