import { Batch } from "@/lib/platform/db/batch";
import { workerPool } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { log } from "@/lib/platform/log/log.server";
import type { ContextPlan } from "@/lib/runtime/memory/context-plan";
import type { CallToRecord } from "@/lib/runtime/memory/run-memory";

const SMALLEST = 0.7;
const LARGEST = 2;
/** A ratio that fits to one in a hundred is left alone: most calls write nothing. */
const FITS = 0.01;

type Item = { tenant: TenantId; connectionId: string; modelId: string; observed: number };

const ratios = new Batch<Item, true>(write, { lanes: 1, maxItems: 64 });

/**
 * Lets a model's card learn how many tokens the provider counts for one of ours. Nobody waits for it, and one that is lost
 * changes nothing: the next call teaches the same.
 */
export function learnRatio(tenant: TenantId, plan: ContextPlan, answered: NonNullable<CallToRecord["answered"]>): void {
  const { answer, connectionId, modelId } = answered;
  if (answer.simulated || answer.countedBy !== "provider" || plan.used === 0) return;
  const { input, cacheRead, cacheWrite } = answer.usage;
  const counted = ((input + cacheRead + cacheWrite) * plan.ratio) / plan.used;
  const observed = Math.min(LARGEST, Math.max(SMALLEST, counted));
  if (Math.abs(observed - plan.ratio) < FITS) return;
  ratios
    .add({ tenant, connectionId, modelId, observed })
    .catch((error: unknown) => log().warn({ error: String(error) }, "a token ratio was not learned"));
}

const keyOf = ({ tenant, connectionId, modelId }: Item): string => `${tenant} ${connectionId} ${modelId}`;

async function write(items: Item[]): Promise<true[]> {
  const sorted = [...items].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const values = [JSON.stringify(sorted)];
  await workerPool().query({ name: "model_card_learn", text: "SELECT model_card_learn($1)", values });
  return items.map(() => true);
}
