import { Skeleton } from "@/components/ui/skeleton";

const CARDS = [0, 1, 2, 3];
const ROWS = ["70%", "52%", "64%", "46%", "58%", "67%", "49%"];

/** The editor before its draft is there: panels where they will be, cards where they may be. */
export function EditorSkeleton() {
  return (
    <div className="editor" aria-busy="true">
      <p className="sr" role="status">
        Loading the editor
      </p>
      <div className="float palette gap-3 p-3" aria-hidden>
        {ROWS.map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
      <div className="skeleton-cards" aria-hidden>
        {CARDS.map((card) => (
          <div key={card} className="node flow-node">
            <Skeleton width="60%" />
          </div>
        ))}
      </div>
      <div className="float inspector gap-3 p-3" data-of="harness" aria-hidden>
        {ROWS.slice(0, 4).map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
    </div>
  );
}
