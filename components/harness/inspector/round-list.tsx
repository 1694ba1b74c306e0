"use client";
import { type KeyboardEvent, useId } from "react";
import { useEditorStores } from "@/components/harness/editor/editor-context";
import { Status } from "@/components/ui/status";
import type { Round } from "@/lib/harness/test-runs/rounds-of";
import { spanStatus } from "@/lib/observability/traces/span-status";
import { formatDuration } from "@/lib/platform/time/format-duration";

const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** The items and rounds in which a step ran; the chosen one is shown below. j and k, or the arrows, go through them. */
export function RoundList({ rounds, chosen }: { rounds: readonly Round[]; chosen: string }) {
  const { view } = useEditorStores();
  const listId = useId();
  const at = rounds.findIndex(({ path }) => path === chosen);
  const failed = rounds.filter(({ span }) => spanStatus(span) === "error").length;
  const choose = (index: number) => {
    const round = rounds[Math.max(0, Math.min(index, rounds.length - 1))];
    if (round) view.setState({ iteration: round.path });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const edge = { Home: 0, End: rounds.length - 1 }[event.key];
    if ((step === undefined && edge === undefined) || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    choose(edge ?? at + (step ?? 0));
  };
  return (
    <section className="grid gap-1.5" aria-label="Items and rounds">
      <p className="flex gap-2 text-12 text-muted">
        <span>{rounds.length === 1 ? "Ran once" : `Ran ${rounds.length} times`}</span>
        {failed > 0 && <span className="text-fail">{failed} failed</span>}
      </p>
      <div
        role="listbox"
        aria-label="Item or round"
        aria-activedescendant={`${listId}-${at}`}
        tabIndex={0}
        className="round-list"
        onKeyDown={onKeyDown}
      >
        {rounds.map(({ path, words, span }, index) => (
          <div
            key={path}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className="round"
            ref={(element) => {
              if (index === at) element?.scrollIntoView({ block: "nearest" });
            }}
            onClick={() => choose(index)}
            onKeyDown={() => {}}
          >
            <span className="cut grow">{words}</span>
            <span className="num s muted">{formatDuration(span.durationMs)}</span>
            <Status status={spanStatus(span)} />
          </div>
        ))}
      </div>
    </section>
  );
}
