import { ActorName } from "@/components/governance/members/actor-name";
import { CopyId } from "@/components/ui/copy-id";
import { Drawer } from "@/components/ui/drawer";
import { Facts } from "@/components/ui/facts";
import { JsonView } from "@/components/ui/json-view";
import type { AuditEventView } from "@/lib/governance/audit/schema";

type Props = { tenant: string; event: AuditEventView | null; onClose: () => void };

/** One event with what was recorded of it: ids, hashes and listed differences, never content. */
export function AuditEventDrawer({ tenant, event, onClose }: Props) {
  return (
    <Drawer open={event !== null} onClose={onClose} title={event && `Event ${event.seq}`}>
      {event && (
        <div className="grid gap-4">
          <Facts
            facts={[
              [
                "Action",
                <span key="action" className="mono">
                  {event.action}
                </span>,
              ],
              [
                "Target",
                <span key="target" className="mono break-all">
                  {event.target}
                </span>,
              ],
              ["By", <ActorName key="by" tenant={tenant} actor={event.actor} />],
              ["Outcome", event.outcome === "done" ? "Done" : "Refused"],
              [
                "At",
                <time key="at" dateTime={event.at} className="num">
                  {event.at.replace("T", " ").replace("Z", " UTC")}
                </time>,
              ],
              ["Request", <CopyId key="request" id={event.requestId} label={event.requestId} />],
              [
                "Hash",
                <span key="hash" className="mono s break-all">
                  {event.hash}
                </span>,
              ],
            ]}
          />
          <JsonView label="Detail" value={event.detail} />
        </div>
      )}
    </Drawer>
  );
}
