import { calcPrice } from "@pydantic/genai-prices";
import type { TokenUsage } from "@/lib/observability/spans/span-sink";
import type { ModelCardFacts, ModelConnection } from "@/lib/runtime/models/model-gateway";

/** Unit prices at the time of the call, stored with it: old costs never move. */
export type CallPrice = {
  /** Micro units of `currency`; null = price unknown, never 0. The sandbox costs 0. */
  costMicros: number | null;
  currency: string;
  unitPrices: { inputPerMTok: number; outputPerMTok: number } | null;
  source: "simulated" | "replayed" | "card" | "genai-prices 0.1.8" | "unknown";
};

const UNKNOWN: CallPrice = { costMicros: null, currency: "USD", unitPrices: null, source: "unknown" };

/** What a call cost: the price of the tenant's model card, else the bundled price list by the provider's address, else unknown. */
export function priceCall(connection: ModelConnection, modelId: string, usage: TokenUsage): CallPrice {
  if (connection.provider === "sandbox")
    return { costMicros: 0, currency: "USD", unitPrices: null, source: "simulated" };
  const card = connection.cards.find((one) => one.modelId === modelId);
  return card?.prices ? byCard(card.prices, usage) : byPriceList(connection.baseUrl, modelId, usage);
}

function byCard(prices: NonNullable<ModelCardFacts["prices"]>, usage: TokenUsage): CallPrice {
  const { currency, ...unitPrices } = prices;
  const input = usage.input + usage.cacheRead + usage.cacheWrite;
  const output = usage.output + usage.reasoning;
  // Tokens times price per million tokens = micro units.
  const costMicros = Math.round(input * prices.inputPerMTok + output * prices.outputPerMTok);
  return { costMicros, currency, unitPrices, source: "card" };
}

function byPriceList(baseUrl: string | null, modelId: string, usage: TokenUsage): CallPrice {
  if (!baseUrl) return UNKNOWN;
  const found = calcPrice(
    {
      input_tokens: usage.input + usage.cacheRead + usage.cacheWrite,
      cache_read_tokens: usage.cacheRead,
      cache_write_tokens: usage.cacheWrite,
      output_tokens: usage.output + usage.reasoning,
    },
    modelId,
    { providerApiUrl: baseUrl },
  );
  if (!found) return UNKNOWN;
  const { input_mtok, output_mtok } = found.model_price;
  return {
    costMicros: Math.round(found.total_price * 1_000_000),
    currency: "USD",
    unitPrices:
      typeof input_mtok === "number" && typeof output_mtok === "number"
        ? { inputPerMTok: input_mtok, outputPerMTok: output_mtok }
        : null,
    source: "genai-prices 0.1.8",
  };
}
