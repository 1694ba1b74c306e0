"use client";
import { useQuery } from "@tanstack/react-query";
import { Pencil, Pin, PinOff, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { ActorName } from "@/components/governance/members/actor-name";
import { useEditor, useEditorShared, useView } from "@/components/harness/editor/editor-context";
import { PinDialog } from "@/components/harness/pins/pin-dialog";
import { usePin } from "@/components/harness/pins/use-pin";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { JsonView } from "@/components/ui/json-view";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { pinValueQuery } from "@/lib/harness/pins/pin-queries";
import { exitsOf, refusalOfPin } from "@/lib/harness/pins/pin-rules";
import type { PinView } from "@/lib/harness/pins/schema";

/** The last test run in which the step gave something, and what it was. */
export type Recorded = { runId: string; output: unknown } | null;
type Props = { node: DraftNode; recorded: Recorded };

const MODE: Record<PinView["mode"], string> = {
  recorded: "Pinned from a test run",
  static: "Pinned by hand",
  generated: "Pinned to an example",
};

/** What test runs use instead of running the step, and the ways to choose that. */
export function PinnedOutput({ node, recorded }: Props) {
  const readOnly = useEditor((state) => state.readOnly);
  const { pin, set, remove } = usePin(node.id);
  const value = usePinValue(pin);
  const [isOpen, setOpen] = useState(false);
  if (refusalOfPin(node) !== null || (readOnly && !pin)) return null;
  const failed = [set, remove, value].find((one) => one.error !== null)?.error;
  return (
    <section className="grid gap-2" aria-label="Pin">
      {pin && <PinFacts node={node} pin={pin} />}
      {value.data && <JsonView label="Pinned value" value={value.data.output} />}
      {!readOnly && (
        <PinButtons
          isPinned={pin !== undefined}
          isBusy={set.isPending || remove.isPending}
          onRecorded={recorded && (() => set.mutate({ from: "run", runId: recorded.runId }))}
          onEdit={() => setOpen(true)}
          onRemove={() => remove.mutate()}
        />
      )}
      {failed && <ErrorState error={failed} />}
      {isOpen && (
        <PinDialog
          node={node}
          port={pin?.port ?? null}
          value={value.data ? value.data.output : recorded?.output}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}

type ButtonsProps = {
  isPinned: boolean;
  isBusy: boolean;
  onRecorded: (() => void) | null;
  onEdit: () => void;
  onRemove: () => void;
};

function PinButtons({ isPinned, isBusy, onRecorded, onEdit, onRemove }: ButtonsProps) {
  return (
    <div className="flex flex-wrap gap-2">
      {onRecorded && (
        <Button size="sm" disabled={isBusy} onClick={onRecorded}>
          <Pin className="i xs" aria-hidden />
          {isPinned ? "Pin the last output" : "Pin the output"}
        </Button>
      )}
      <Button size="sm" onClick={onEdit}>
        <Pencil className="i xs" aria-hidden />
        {isPinned || onRecorded ? "Edit and pin" : "Write one and pin"}
      </Button>
      {isPinned && (
        <Button size="sm" disabled={isBusy} onClick={onRemove}>
          <PinOff className="i xs" aria-hidden />
          Unpin
        </Button>
      )}
    </div>
  );
}

/** The value, for those who may read the content of drafts. */
function usePinValue(pin: PinView | undefined) {
  const { tenant, harness } = useEditorShared();
  const may = useMay();
  return useQuery({
    ...pinValueQuery(tenant, harness, { nodeId: pin?.nodeId ?? "", at: pin?.at ?? "" }),
    enabled: pin !== undefined && may("payload:readDraft"),
  });
}

function PinFacts({ node, pin }: { node: DraftNode; pin: PinView }) {
  const { tenant } = useEditorShared();
  const isStale = useView((state) => state.pins.get(node.id)?.isStale ?? false);
  const exits = exitsOf(node);
  const exit = exits.find((port) => port.id === pin.port);
  return (
    <div className="grid gap-0.5 text-12">
      <b className="flex items-center gap-1.5">
        <Pin className="i s simulated" aria-hidden />
        {MODE[pin.mode]}
      </b>
      <span className="text-muted">
        Test runs give this and do not run the step{exits.length > 1 && `; they leave by “${exit?.label || pin.port}”`}.{" "}
        <ActorName tenant={tenant} actor={pin.by} />, <RelativeTime at={pin.at} />.
      </span>
      {isStale && (
        <span className="flex gap-1.5 warn" role="status">
          <TriangleAlert className="i s mt-0.5" aria-hidden />
          Stale: what the step gives has changed since. Pin it again, or unpin it.
        </span>
      )}
    </div>
  );
}
