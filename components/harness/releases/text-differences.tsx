import { WordDiff } from "@/components/harness/releases/word-diff";
import type { ReleaseDetail } from "@/lib/harness/releases/schema";

const GROUPS = [
  { group: "prompts", title: "Prompts" },
  { group: "tools", title: "Tools" },
  { group: "graph", title: "Steps" },
  { group: "policy", title: "Timeouts and failures" },
] as const;

/** What changed inside of steps and tools, word by word. */
export function TextDifferences({ texts }: { texts: ReleaseDetail["texts"] }) {
  return GROUPS.map(({ group, title }) => {
    const own = texts.filter((text) => text.group === group);
    if (own.length === 0) return null;
    return (
      <section key={group} aria-label={title}>
        <h3 className="label mb-2">{title}</h3>
        <dl className="grid gap-2">
          {own.map(({ where, field, before, after }) => (
            <div key={`${where} ${field}`} className="grid gap-1">
              <dt className="mono s text-muted">
                {where} · {field}
              </dt>
              <dd>
                <WordDiff before={before} after={after} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
    );
  });
}
