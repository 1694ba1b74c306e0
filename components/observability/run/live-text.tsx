import type { LiveTexts } from "@/lib/observability/live/live-text";

/** What models are writing right now, node by node. Empty when nobody writes. */
export function LiveText({ texts }: { texts: LiveTexts }) {
  const all = Object.values(texts);
  if (all.length === 0) return null;
  return (
    <section className="live-text" aria-label="Being written" aria-live="off">
      {all.map(({ stepKey, attempt, text, isPartial }) => (
        <p key={stepKey}>
          <span className="mono s muted">
            {stepKey}
            {attempt > 1 && `, attempt ${attempt}`}
          </span>
          <span className="said">
            {isPartial && "…"}
            {text}
            <span className="caret" aria-hidden />
          </span>
        </p>
      ))}
    </section>
  );
}
