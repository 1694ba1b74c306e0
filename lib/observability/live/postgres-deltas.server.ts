import { createDeltaSink } from "@/lib/observability/live/delta-sink";
import { DELTA_CHANNEL, DeltaMessage, type DeltaSink, type TextDelta } from "@/lib/observability/live/text-delta";
import { config } from "@/lib/platform/config/config.server";
import { listen } from "@/lib/platform/db/listen.server";
import { workerPool } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** The worker's side: text goes out as notifications. */
export function postgresDeltas(): DeltaSink {
  return createDeltaSink(async (message) => {
    await workerPool().query("SELECT pg_notify($1, $2)", [DELTA_CHANNEL, JSON.stringify(message)]);
  });
}

type Heard = (delta: TextDelta) => void;
const subscribers = new Map<string, Set<Heard>>();
let listener: ReturnType<typeof listen> | null = null;
let leaving: NodeJS.Timeout | undefined;
/** The connection stays for a while after the last subscriber: the next one hears from the first word. */
const LINGER_MS = 60_000;

/** The web's side: text of one run while its models write it. One connection serves all subscribers of a process. */
export function subscribeToDeltas(tenantId: TenantId, runId: string, heard: Heard): () => void {
  const key = `${tenantId}:${runId}`;
  const all = subscribers.get(key) ?? new Set();
  subscribers.set(key, all.add(heard));
  clearTimeout(leaving);
  listener ??= listen(config().SLIPWAY_APP_URL, { [DELTA_CHANNEL]: tell });
  return () => {
    all.delete(heard);
    if (all.size === 0) subscribers.delete(key);
    if (subscribers.size === 0) leaving = setTimeout(leave, LINGER_MS).unref();
  };
}

function leave(): void {
  void listener?.stop();
  listener = null;
}

function tell(payload: string): void {
  const message = DeltaMessage.safeParse(parse(payload));
  if (!message.success) return;
  const { tenantId, runId, ...delta } = message.data;
  for (const heard of subscribers.get(`${tenantId}:${runId}`) ?? []) heard(delta);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
