"use client";
import { useState } from "react";
import { ConnectionDialog } from "@/components/governance/models/connection-dialog";
import { ConnectionModels } from "@/components/governance/models/connection-models";
import { ConnectionTestPanel, type OfferedModel } from "@/components/governance/models/connection-test-panel";
import { DeleteConnectionDialog } from "@/components/governance/models/delete-connection-dialog";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import type { ConnectionView } from "@/lib/governance/models/schema";

type Props = { tenant: string; connection: ConnectionView | null; mayWrite: boolean; onClose: () => void };

/** One connection: whether it works, and the models it offers to harnesses. */
export function ConnectionDrawer({ tenant, connection, mayWrite, onClose }: Props) {
  const [asked, setAsked] = useState<"change" | "delete" | null>(null);
  const [offered, setOffered] = useState<{ of: string; models: OfferedModel[] } | null>(null);
  const mayChange = mayWrite && connection !== null && connection.provider !== "sandbox";
  const close = () => setAsked(null);
  return (
    <>
      <Drawer
        open={connection !== null}
        onClose={onClose}
        width={640}
        title={connection?.name}
        footer={
          mayChange && (
            <>
              <Button variant="ghost" onClick={() => setAsked("delete")}>
                Remove
              </Button>
              <Button onClick={() => setAsked("change")}>Change address or key</Button>
            </>
          )
        }
      >
        {connection && (
          <div className="grid gap-5" key={connection.id}>
            {connection.provider === "sandbox" ? (
              <div className="grid justify-items-start gap-2">
                <SimulatedBadge />
                <p className="text-muted">
                  Scripted answers, no network, no cost. What they say is labelled everywhere. They cannot be changed.
                </p>
              </div>
            ) : (
              <ConnectionTestPanel
                tenant={tenant}
                connection={connection}
                mayWrite={mayWrite}
                onOffered={(models) => setOffered({ of: connection.id, models })}
              />
            )}
            <ConnectionModels
              tenant={tenant}
              connection={connection}
              mayWrite={mayChange}
              offered={offered?.of === connection.id ? offered.models : []}
            />
          </div>
        )}
      </Drawer>
      {connection && asked === "change" && (
        <ConnectionDialog tenant={tenant} connection={connection} onClose={close} onSaved={close} />
      )}
      <DeleteConnectionDialog
        tenant={tenant}
        deleting={asked === "delete" ? connection : null}
        onClose={close}
        onDeleted={onClose}
      />
    </>
  );
}
