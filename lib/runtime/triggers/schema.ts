import { z } from "zod";
import { Binding, Key } from "@/lib/release/binding";
import { NODE_CONFIG } from "@/lib/release/node-config";
import { Environment } from "@/lib/release/run-request";

/** The configuration of a webhook as its endpoint keeps it: the node's, with its bindings. */
export const WebhookConfig = NODE_CONFIG["trigger.webhook"].extend({ in: z.record(Key, Binding) });
export type WebhookConfig = z.infer<typeof WebhookConfig>;
export const ScheduleNode = NODE_CONFIG["trigger.schedule"];

const TriggerState = z.enum(["active", "paused"]);
const Place = z.object({
  id: z.uuid(),
  harness: z.object({ slug: z.string(), name: z.string() }),
  environment: Environment,
  /** Key of the trigger node. */
  node: z.string(),
  state: TriggerState,
});

export const WebhookView = Place.extend({
  kind: z.literal("webhook"),
  /** Path of the address, on the web server and on the gateway. */
  path: z.string(),
  auth: z.enum(["hmac", "token"]),
  /** Name of the secret; `isSecretThere` is false while the tenant has none of this name. */
  secret: z.string(),
  isSecretThere: z.boolean(),
  last: z.object({ at: z.iso.datetime(), outcome: z.string(), runId: z.uuid().nullable() }).nullable(),
});
export type WebhookView = z.infer<typeof WebhookView>;

const Tick = z.object({
  dueAt: z.iso.datetime(),
  outcome: z.enum(["started", "skipped", "missed", "waiting", "failed"]),
  detail: z.string(),
  runId: z.uuid().nullable(),
});
export const ScheduleView = Place.extend({
  kind: z.literal("schedule"),
  cron: z.string(),
  zone: z.string(),
  overlap: z.enum(["skip", "queue", "cancel-previous"]),
  catchUp: z.enum(["none", "last"]),
  /** The next five times; none while it is paused. */
  next: z.array(z.iso.datetime()),
  /** Newest first, at most ten. */
  ticks: z.array(Tick),
});
export type ScheduleView = z.infer<typeof ScheduleView>;

export const TriggerList = z.object({ webhooks: z.array(WebhookView), schedules: z.array(ScheduleView) });
export type TriggerList = z.infer<typeof TriggerList>;
export const TriggerChange = z.strictObject({ state: TriggerState });
