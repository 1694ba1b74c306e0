"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Segmented } from "@/components/ui/segmented";
import { useToast } from "@/components/ui/toast";
import { applyChanges } from "@/lib/harness/graph/apply-changes";
import { fieldWords } from "@/lib/harness/graph/field-words";
import { type DraftConflict, keepMine } from "@/lib/harness/graph/rebase-draft";
import { api, unwrap } from "@/lib/platform/http/api-client";

const SIDES = [
  { value: "theirs", label: "Theirs" },
  { value: "mine", label: "Mine" },
] as const;
const idOf = ({ path }: DraftConflict) => path.join("/");

/** Fields that two people changed at once: what each was, theirs and mine, and a choice for each. Nothing is lost until it is made. */
export function ConflictDialog() {
  const { store } = useEditorShared();
  const conflicts = useEditor((state) => state.conflicts);
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set());
  const choose = (id: string, side: "theirs" | "mine") =>
    setMine(new Set(side === "mine" ? [...mine, id] : [...mine].filter((one) => one !== id)));
  const resolve = (kept: readonly DraftConflict[]) => {
    store.getState().resolve(kept);
    setMine(new Set());
  };
  const count = conflicts.length === 1 ? "One field was" : `${conflicts.length} fields were`;
  return (
    <Dialog
      open
      onClose={() => {}}
      width={920}
      title="Somebody else changed the same thing"
      description={`${count} changed by both of you. Everything else is merged. The draft shows their values until you choose.`}
      footer={
        <>
          <KeepCopy conflicts={conflicts} onKept={() => resolve([])} />
          <span className="grow" />
          <Button onClick={() => resolve(conflicts)}>Take all of mine</Button>
          <Button variant="primary" onClick={() => resolve(conflicts.filter((one) => mine.has(idOf(one))))}>
            Apply
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {conflicts.map((conflict) => (
          <ConflictRow
            key={idOf(conflict)}
            conflict={conflict}
            side={mine.has(idOf(conflict)) ? "mine" : "theirs"}
            onChoose={(side) => choose(idOf(conflict), side)}
          />
        ))}
      </div>
    </Dialog>
  );
}

type RowProps = { conflict: DraftConflict; side: "theirs" | "mine"; onChoose: (side: "theirs" | "mine") => void };

function ConflictRow({ conflict, side, onChoose }: RowProps) {
  const draft = useEditor((state) => state.draft);
  const base = useEditor((state) => state.base);
  const name = fieldWords(draft, conflict.path, base);
  return (
    <section className="grid gap-2" aria-label={name}>
      <div className="flex items-center gap-3">
        <b className="grow">{name}</b>
        <Segmented label={`Which value counts for ${name}`} value={side} options={SIDES} onChange={onChoose} />
      </div>
      <div className="conflict-sides">
        <Side title="Before" value={conflict.base} />
        <Side title="Theirs" value={conflict.theirs} isChosen={side === "theirs"} />
        <Side title="Mine" value={conflict.mine} isChosen={side === "mine"} />
      </div>
    </section>
  );
}

function Side({ title, value, isChosen = false }: { title: string; value: DraftConflict["mine"]; isChosen?: boolean }) {
  const text = value === undefined ? null : typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return (
    <div className={isChosen ? "conflict-side chosen" : "conflict-side"}>
      <p className="cap">{isChosen ? `${title}, counts` : title}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls is reached by keyboard */}
      <pre className="txt" tabIndex={0}>
        {text ?? <span className="text-faint">Not there</span>}
      </pre>
    </div>
  );
}

/** My version as a harness of its own, so that the draft can keep theirs. */
function KeepCopy({ conflicts, onKept }: { conflicts: readonly DraftConflict[]; onKept: () => void }) {
  const { tenant, store } = useEditorShared();
  const toast = useToast();
  const copy = useMutation({
    mutationFn: async () => {
      const { draft } = store.getState();
      const mine = applyChanges(draft, keepMine(draft, conflicts));
      if (typeof mine === "string") throw new Error(mine);
      const name = `${mine.name.slice(0, 66)} (my version)`;
      return await unwrap(
        api.POST("/api/v1/{tenant}/harnesses/imports", {
          params: { path: { tenant } },
          body: { name, workflow: JSON.parse(JSON.stringify(mine)) },
        }),
      );
    },
    onSuccess: ({ name }) => {
      toast({ title: `Your version is the harness “${name}”`, detail: "This draft keeps theirs.", tone: "ok" });
      onKept();
    },
  });
  return (
    <>
      <Button onClick={() => copy.mutate()} disabled={copy.isPending}>
        Keep mine as a copy
      </Button>
      {copy.error && <ErrorState error={copy.error} />}
    </>
  );
}
