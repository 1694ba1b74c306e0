"use client";
import { type KeyboardEvent, useState } from "react";
import { useEditor, useEditorShared, useEditorStores } from "@/components/harness/editor/editor-context";
import { type TestCase, useTestRun } from "@/components/harness/editor/test-run-context";
import { CasePicker, type ChosenRow } from "@/components/harness/test-runs/case-picker";
import { ChosenCase } from "@/components/harness/test-runs/chosen-case";
import { useConfirmEffects } from "@/components/harness/test-runs/confirm-effects";
import { InputForm } from "@/components/harness/test-runs/input-form";
import { InputText } from "@/components/harness/test-runs/input-text";
import { PersonForm } from "@/components/harness/test-runs/person-form";
import { rememberedPerson } from "@/components/harness/test-runs/remembered-person";
import { useInputIssues } from "@/components/harness/test-runs/use-input-issues";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { inputFields, startOf } from "@/lib/harness/test-runs/input-fields";
import { effectNodes } from "@/lib/harness/test-runs/slice-draft";
import { personNeeds } from "@/lib/harness/test-runs/test-person";
import type { Json } from "@/lib/release/json-schema";
import { schemaExample } from "@/lib/release/schema-example";

type Mode = "form" | "json" | "case";

/** What the test starts with: a form of what the harness takes, the same as JSON, or a row of a dataset. */
export function TestPanel({ onClose }: { onClose: () => void }) {
  const { tenant, harness, library } = useEditorShared();
  const { view } = useEditorStores();
  const effects = useConfirmEffects();
  const draft = useEditor((state) => state.draft);
  const [person, setPerson] = useState(() => rememberedPerson(tenant, harness));
  const { start, lastInput, lastCase } = useTestRun();
  const schema = draft.inputs;
  const fields = inputFields(schema);
  const [mode, setMode] = useState<Mode>(fields ? "form" : "json");
  const [value, setValue] = useState<Json | undefined>(
    () => lastInput ?? (fields ? startOf(fields) : schemaExample(schema)),
  );
  const [dataset, setDataset] = useState<string | null>(lastCase?.dataset ?? null);
  const [chosen, setChosen] = useState<ChosenRow | null>(null);
  const [isAsked, setAsked] = useState(false);
  const check = useInputIssues(schema);
  const input = mode === "case" ? chosen?.row.input : value;
  const found = isAsked && input !== undefined ? check.now(input) : [];
  const issues = new Map(found.map((issue) => [issue.pointer, issue.message]));
  const run = async () => {
    if (input === undefined) return;
    setAsked(true);
    if ((await check.find(input)).length > 0) return;
    const { pins } = view.getState();
    const sideEffects = new Map(library.tools.map((tool) => [tool.key, tool.sideEffect]));
    const changing = effectNodes(draft, sideEffects).filter((node) => !pins.has(node.id));
    effects.ask(changing, () => {
      start({ input, person, ...(mode === "case" && chosen ? { from: caseOf(chosen) } : {}) });
      onClose();
    });
  };
  const onEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    event.stopPropagation();
    void run();
  };
  const modes = [
    ...(fields ? [{ value: "form", label: "Form" } as const] : []),
    { value: "json", label: "JSON" } as const,
    { value: "case", label: "Row of a dataset" } as const,
  ];
  return (
    <>
      <section
        className="float test-panel"
        aria-label="Test run"
        ref={focusFirst}
        onKeyDownCapture={onEnter}
        onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && onClose()}
      >
        <Segmented label="What the test starts with" value={mode} options={modes} onChange={setMode} />
        {mode === "form" && fields && (
          <InputForm {...{ fields, issues }} value={value ?? startOf(fields)} onChange={setValue} />
        )}
        {mode === "json" && <InputText value={value} onChange={setValue} />}
        {mode === "case" && !chosen && (
          <CasePicker {...{ tenant, dataset }} onDataset={setDataset} onChoose={setChosen} onLeave={onClose} />
        )}
        {mode === "case" && chosen && (
          <ChosenCase
            {...{ chosen, issues }}
            onOther={() => setChosen(null)}
            onEdit={(next) => {
              setValue(next);
              setMode(fields ? "form" : "json");
            }}
          />
        )}
        <PersonForm needs={personNeeds(draft)} person={person} onChange={setPerson} />
        <div className="test-actions">
          {found.length > 0 && <Problems found={found} />}
          <Button onClick={onClose}>Close</Button>
          <Button variant="primary" disabled={input === undefined} onClick={() => void run()}>
            Run
          </Button>
        </div>
      </section>
      {effects.dialog}
    </>
  );
}

/** The panel was just opened by the person: its first field takes the keyboard. */
const focusFirst = (panel: HTMLElement | null) =>
  (panel?.querySelector<HTMLElement>("input, textarea") ?? panel?.querySelector("button"))?.focus();

const caseOf = ({ dataset, name, rev, row }: ChosenRow): TestCase => ({
  ...{ dataset, name, rev, row: row.id },
  ...(row.expected === undefined ? {} : { expected: row.expected }),
});

/** Every place that is wrong, by name; nothing has run. */
function Problems({ found }: { found: readonly { where: string; message: string }[] }) {
  const [first] = found;
  const places = found.map(({ where }) => where).filter(Boolean);
  return (
    <p className="fail grow text-12" role="alert">
      Nothing was run.{" "}
      {places.length === 0
        ? first?.message
        : `${places.length === 1 ? "One field is" : `${places.length} fields are`} not right: ${places.join(", ")}.`}
    </p>
  );
}
