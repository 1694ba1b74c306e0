"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ScheduleFacts } from "@/components/runtime/triggers/schedule-facts";
import { WebhookFacts } from "@/components/runtime/triggers/webhook-facts";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { ErrorState } from "@/components/ui/error-state";
import { api, unwrap } from "@/lib/platform/http/api-client";
import type { ScheduleView, WebhookView } from "@/lib/runtime/triggers/schema";
import { triggersQuery } from "@/lib/runtime/triggers/trigger-queries";

type Trigger = WebhookView | ScheduleView;
type Props = { tenant: string; trigger: Trigger | null; mayWrite: boolean; onClose: () => void };

/** One trigger: how it is reached or when it comes, what became of it, and a button that pauses it. */
export function TriggerDrawer({ tenant, trigger, mayWrite, onClose }: Props) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (of: Trigger) => setState(tenant, of),
    onSettled: () => client.invalidateQueries(triggersQuery(tenant)),
  });
  return (
    <Drawer
      open={trigger !== null}
      onClose={onClose}
      width={560}
      title={trigger && `${trigger.harness.name}, ${trigger.node}`}
      footer={
        trigger &&
        mayWrite && (
          <Button onClick={() => change.mutate(trigger)} disabled={change.isPending}>
            {trigger.state === "active" ? "Pause" : "Resume"}
          </Button>
        )
      }
    >
      {trigger && (
        <div className="grid gap-5">
          {trigger.kind === "webhook" ? (
            <WebhookFacts tenant={tenant} webhook={trigger} />
          ) : (
            <ScheduleFacts tenant={tenant} schedule={trigger} />
          )}
          {change.error && <ErrorState error={change.error} />}
        </div>
      )}
    </Drawer>
  );
}

function setState(tenant: string, { kind, id, state }: Trigger) {
  const body = { state: state === "active" ? ("paused" as const) : ("active" as const) };
  return kind === "webhook"
    ? unwrap(
        api.PATCH("/api/v1/{tenant}/triggers/webhooks/{webhookId}", {
          params: { path: { tenant, webhookId: id } },
          body,
        }),
      )
    : unwrap(
        api.PATCH("/api/v1/{tenant}/triggers/schedules/{scheduleId}", {
          params: { path: { tenant, scheduleId: id } },
          body,
        }),
      );
}
