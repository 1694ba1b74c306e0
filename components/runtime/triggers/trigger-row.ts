import type { ScheduleView, TriggerList, WebhookView } from "@/lib/runtime/triggers/schema";

/** A webhook or a schedule as one line: what it is, what comes next, and how it went last. */
export type TriggerRow = {
  key: string;
  trigger: WebhookView | ScheduleView;
  what: string;
  nextAt: string | null;
  last: { at: string; status: string; label: string } | null;
};

/** The lines of the triggers page: by harness, environment and node. */
export function triggerRows({ webhooks, schedules }: TriggerList): TriggerRow[] {
  const rows = [...webhooks.map(webhookRow), ...schedules.map(scheduleRow)];
  return rows.sort((one, other) => placeOf(one).localeCompare(placeOf(other)));
}

const placeOf = ({ trigger }: TriggerRow): string =>
  `${trigger.harness.name} ${trigger.environment} ${trigger.node} ${trigger.id}`;

const webhookRow = (trigger: WebhookView): TriggerRow => ({
  key: trigger.id,
  trigger,
  what: trigger.auth === "hmac" ? "Webhook, signed" : "Webhook, by token",
  nextAt: null,
  last: trigger.last && {
    at: trigger.last.at,
    ...(LOOKS[trigger.last.outcome] ?? { status: "refused", label: trigger.last.outcome }),
  },
});

function scheduleRow(trigger: ScheduleView): TriggerRow {
  const [tick] = trigger.ticks;
  return {
    key: trigger.id,
    trigger,
    what: `${trigger.cron}, ${trigger.zone}`,
    nextAt: trigger.next[0] ?? null,
    last: tick ? { at: tick.dueAt, ...(LOOKS[tick.outcome] ?? { status: tick.outcome, label: tick.outcome }) } : null,
  };
}

/** Icon and word of an outcome. */
export const LOOKS: Readonly<Record<string, { status: string; label: string }>> = {
  started: { status: "ok", label: "Started" },
  duplicate: { status: "skipped", label: "Delivered before" },
  skipped: { status: "skipped", label: "Skipped, still busy" },
  missed: { status: "warning", label: "Missed" },
  waiting: { status: "parked", label: "Waits for the run before" },
  failed: { status: "failed", label: "Not started" },
  invalid: { status: "failed", label: "Input does not fit" },
};
