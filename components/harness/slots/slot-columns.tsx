import { TriangleAlert } from "lucide-react";
import { ActorName } from "@/components/governance/members/actor-name";
import { ENVIRONMENT_WORD } from "@/components/harness/releases/route-change";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TableColumn } from "@/components/ui/table-column";
import type { SlotPlace, SlotView } from "@/lib/harness/slots/schema";

const MODEL_WIDTH = { maxWidth: "34ch" };

/** The columns of the models of slots. `onChange` absent: the viewer may not bind. */
export const slotColumns = (
  tenant: string,
  onChange: ((slot: SlotView) => void) | undefined,
): readonly TableColumn<SlotView>[] => [
  {
    key: "slot",
    header: "Slot",
    primary: true,
    width: "220px",
    cell: ({ slot }) => (
      <span className="mono cut block" style={{ maxWidth: "32ch" }} title={slot}>
        {slot}
      </span>
    ),
  },
  {
    key: "model",
    header: "Newest release",
    cell: ({ model }) => (model === null ? <span className="faint">not in it</span> : <Model name={model} />),
  },
  placeColumn("staging"),
  placeColumn("production"),
  {
    key: "changed",
    header: "Bound",
    width: "190px",
    cell: ({ environments: { staging, production } }) => {
      const [newest] = [staging.bound, production.bound]
        .flatMap((bound) => bound ?? [])
        .sort((one, other) => other.updatedAt.localeCompare(one.updatedAt));
      return newest ? (
        <span className="muted">
          <RelativeTime at={newest.updatedAt} />, <ActorName tenant={tenant} actor={newest.updatedBy} />
        </span>
      ) : (
        <span className="faint">never</span>
      );
    },
  },
  ...(onChange
    ? [
        {
          key: "actions",
          header: <span className="sr">Actions</span>,
          width: "90px",
          align: "right" as const,
          cell: (slot: SlotView) => (
            <Button
              variant="ghost"
              size="sm"
              aria-label={`Change models of ${slot.slot}`}
              onClick={() => onChange(slot)}
            >
              Change
            </Button>
          ),
        },
      ]
    : []),
];

const placeColumn = (environment: "staging" | "production"): TableColumn<SlotView> => ({
  key: environment,
  header: ENVIRONMENT_WORD[environment],
  cell: ({ environments, model }) => <Place place={environments[environment]} own={model} />,
});

/** What is bound there; without that, the model of the release that runs there. */
function Place({ place: { bound, released }, own }: { place: SlotPlace; own: string | null }) {
  if (bound)
    return (
      <span className="flex min-w-0 items-center gap-2">
        <Model name={bound.model} />
        {!bound.offered && (
          <span className="st warn flex-none">
            <TriangleAlert className="i s" aria-hidden />
            gone
          </span>
        )}
      </span>
    );
  if (released !== null && released !== own) return <Model name={released} />;
  return <span className="faint">as released</span>;
}

const Model = ({ name }: { name: string }) => (
  <span className="mono cut block" style={MODEL_WIDTH} title={name}>
    {name}
  </span>
);
