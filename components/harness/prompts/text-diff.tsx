import { lineDiff } from "@/lib/harness/prompts/line-diff";

const LOOK = {
  same: { sign: " ", tone: "text-muted", word: "" },
  added: { sign: "+", tone: "bg-ok-soft text-text", word: "Added: " },
  removed: { sign: "−", tone: "bg-fail-soft text-text", word: "Removed: " },
} as const;

/** What changed from one text to another, line by line. */
export function TextDiff({ label, before, after }: { label: string; before: string; after: string }) {
  const lines = numbered(before, after);
  const isSame = lines.every((line) => line.kind === "same");
  return (
    <section aria-label={label}>
      <h3 className="label mb-1.5">{label}</h3>
      {isSame && <p className="text-12 text-faint">Nothing changed here.</p>}
      {!isSame && (
        <ol className="overflow-hidden rounded-2 border border-border py-2">
          {lines.map(({ number, kind, text }) => (
            <li key={number} className={`mono flex gap-3 whitespace-pre-wrap px-3 ${LOOK[kind].tone}`}>
              <span className="flex-none select-none" aria-hidden>
                {LOOK[kind].sign}
              </span>
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <span className="sr">{LOOK[kind].word}</span>
                {text || " "}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

const numbered = (before: string, after: string) =>
  lineDiff(before, after).map((line, position) => ({ ...line, number: position + 1 }));
