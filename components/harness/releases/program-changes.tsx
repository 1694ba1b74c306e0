import { CircleMinus, CirclePlus, PenLine } from "lucide-react";
import type { ProgramChange } from "@/lib/harness/releases/schema";

const LOOK = {
  added: { icon: CirclePlus, tone: "ok", word: "Added" },
  removed: { icon: CircleMinus, tone: "fail", word: "Removed" },
  changed: { icon: PenLine, tone: "muted", word: "Changed" },
} as const;

type Props = { comparedTo: number | null; changes: readonly ProgramChange[] };

/** What a release changes against another one, a line for each part. */
export function ProgramChanges({ comparedTo, changes }: Props) {
  if (comparedTo === null) return <p className="text-muted">The first release: there is nothing to compare it to.</p>;
  return (
    <section aria-label="Changes">
      <h3 className="label mb-2">Against r{comparedTo}</h3>
      {changes.length === 0 && <p className="text-muted">Nothing that runs is different.</p>}
      <ul className="grid gap-1.5">
        {changes.map(({ part, name, change, fields }) => {
          const details = fields.filter((field) => field !== name);
          const { icon: Icon, tone, word } = LOOK[change];
          return (
            <li key={`${part} ${name} ${change}`} className="flex items-start gap-2">
              <Icon className={`i s mt-1 flex-none ${tone}`} aria-hidden />
              <span>
                {word} {part} <span className="mono s">{name}</span>
                {details.length > 0 && <span className="text-muted">: {details.join(", ")}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
