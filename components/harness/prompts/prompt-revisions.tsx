import { ActorName } from "@/components/governance/members/actor-name";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { RelativeTime } from "@/components/ui/relative-time";
import type { PromptRevision } from "@/lib/harness/prompts/schema";

type Props = {
  tenant: string;
  /** Newest first. */
  revisions: readonly PromptRevision[];
  compared: number | undefined;
  onCompare: (rev: number) => void;
};

/** Who changed a prompt, when and why; each older revision can be compared to the newest. */
export function PromptRevisions({ tenant, revisions, compared, onCompare }: Props) {
  return (
    <section aria-label="Revisions">
      <h2 className="px-[16px] pt-4 pb-2 font-semibold text-13">Revisions</h2>
      <ol>
        {revisions.map(({ rev, message, by, at }, position) => (
          <li
            key={rev}
            className={classNames(
              "flex items-start gap-3 border-border border-b px-[16px] py-2.5",
              rev === compared && "bg-accent-soft",
            )}
          >
            <span className="num mt-0.5">{rev}</span>
            <div className="min-w-0 grow">
              <p className="[overflow-wrap:anywhere]">{message || (rev === 1 ? "First text" : "No note")}</p>
              <p className="text-12 text-muted">
                <ActorName tenant={tenant} actor={by} />, <RelativeTime at={at} />
              </p>
            </div>
            {position === 0 ? (
              <span className="text-12 text-faint">newest</span>
            ) : (
              <Button size="sm" aria-pressed={rev === compared} onClick={() => onCompare(rev)}>
                Compare
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
