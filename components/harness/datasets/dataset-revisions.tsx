import { ActorName } from "@/components/governance/members/actor-name";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DatasetView } from "@/lib/harness/datasets/schema";

type Props = {
  tenant: string;
  dataset: DatasetView;
  shown: number;
  onShow: (rev: number) => void;
  onClose: () => void;
};
type Revision = DatasetView["revisions"][number];

/** What each revision changed; any of them can be looked at. */
export function DatasetRevisions({ tenant, dataset, shown, onShow, onClose }: Props) {
  return (
    <Drawer open onClose={onClose} title={`Revisions of ${dataset.name}`}>
      <ol className="grid gap-4">
        {dataset.revisions.map((revision) => (
          <li key={revision.rev} className="flex items-start gap-3">
            <span className="num w-8 flex-none font-medium">{revision.rev}</span>
            <div className="min-w-0 grow">
              <p>{wordsOf(revision)}</p>
              {revision.message && <p className="text-muted">{revision.message}</p>}
              <p className="text-12 text-faint">
                <ActorName tenant={tenant} actor={revision.by} />, <RelativeTime at={revision.at} />
              </p>
            </div>
            {revision.rev === shown ? (
              <span className="text-12 text-muted">shown</span>
            ) : (
              <Button size="sm" onClick={() => onShow(revision.rev)}>
                Show
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Drawer>
  );
}

function wordsOf({ rows, added, changed, removed }: Revision): string {
  const parts = [
    added > 0 && `${added} added`,
    changed > 0 && `${changed} changed`,
    removed > 0 && `${removed} removed`,
  ].filter(Boolean);
  return `${rows === 1 ? "1 row" : `${rows} rows`}${parts.length > 0 ? `: ${parts.join(", ")}` : ""}`;
}
