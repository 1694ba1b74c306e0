import type { PromptBody } from "@/lib/harness/prompts/prompt-body";

type Prices = { inputPerMTok: number; outputPerMTok: number; currency: string };
/** What is known of a model: null prices are unknown, a simulated one costs nothing. */
export type ForecastModel = { simulated: boolean; prices: Prices | null };
export type ForecastColumn = { body: PromptBody; model: ForecastModel | undefined };
export type Forecast = {
  runs: number;
  /** Dollars that the runs can hardly exceed; null when a price is unknown or not in dollars. */
  mostUsd: number | null;
};

const CHARS_PER_TOKEN = 4;
/** What four characters a token may be wrong by, and what providers add around a message. */
const MARGIN = 1.3;

/**
 * What a comparison may cost: each column on each row, as often as it is repeated, with the longest answers. An estimate for
 * the person who starts it; the budgets of the tenant bound it by what is really counted.
 */
export function forecastCost(
  columns: readonly ForecastColumn[],
  rows: readonly object[],
  { repeats, outputTokens }: { repeats: number; outputTokens: number },
): Forecast {
  const runs = columns.length * rows.length * repeats;
  const variables = rows.reduce((sum, row) => sum + JSON.stringify(row).length, 0);
  let mostUsd = 0;
  for (const { body, model } of columns) {
    if (model?.simulated) continue;
    const prices = model?.prices;
    if (prices?.currency !== "USD") return { runs, mostUsd: null };
    const characters = body.messages.reduce((sum, { content }) => sum + content.length, 0) * rows.length + variables;
    const inputTokens = (characters / CHARS_PER_TOKEN) * MARGIN;
    const answers = outputTokens * rows.length;
    mostUsd += ((inputTokens * prices.inputPerMTok + answers * prices.outputPerMTok) / 1_000_000) * repeats;
  }
  return { runs, mostUsd };
}

/** From here on a person confirms before it runs; so they do when nobody knows what it costs. */
export const CONFIRM_FROM_USD = 0.5;

export const needsConfirmation = ({ mostUsd }: Forecast): boolean => mostUsd === null || mostUsd >= CONFIRM_FROM_USD;
