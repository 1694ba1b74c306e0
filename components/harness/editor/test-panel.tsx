"use client";
import { type KeyboardEvent, useState } from "react";
import { AskTestDialog } from "@/components/harness/editor/ask-test-dialog";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { TestPanelEdge } from "@/components/harness/editor/panel-edges";
import { type TestCase, useTestRun } from "@/components/harness/editor/test-run-context";
import { useAskTest } from "@/components/harness/editor/use-ask-test";
import { CasePicker, type ChosenRow } from "@/components/harness/test-runs/case-picker";
import { ChosenCase } from "@/components/harness/test-runs/chosen-case";
import { InputForm } from "@/components/harness/test-runs/input-form";
import { InputText } from "@/components/harness/test-runs/input-text";
import { PersonForm } from "@/components/harness/test-runs/person-form";
import { rememberedPerson } from "@/components/harness/test-runs/remembered-person";
import { useInputIssues } from "@/components/harness/test-runs/use-input-issues";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { inputFields, startOf } from "@/lib/harness/test-runs/input-fields";
import { personNeeds } from "@/lib/harness/test-runs/test-person";
import type { Json } from "@/lib/release/json-schema";
import { schemaExample } from "@/lib/release/schema-example";

type Mode = "form" | "json" | "case";
const MODES: readonly { value: Mode; label: string }[] = [
  { value: "form", label: "Form" },
  { value: "json", label: "JSON" },
  { value: "case", label: "Row of a dataset" },
];

/** What the test starts with: a form of what the harness takes, the same as JSON, or a row of a dataset. */
export function TestPanel({ onClose }: { onClose: () => void }) {
  const { tenant, harness } = useEditorShared();
  const draft = useEditor((state) => state.draft);
  const [person, setPerson] = useState(() => rememberedPerson(tenant, harness));
  const { lastInput, lastCase } = useTestRun();
  const schema = draft.inputs;
  const fields = inputFields(schema);
  const [mode, setMode] = useState<Mode>(fields ? "form" : "json");
  const [value, setValue] = useState<Json | undefined>(
    () => lastInput ?? (fields ? startOf(fields) : schemaExample(schema)),
  );
  const [dataset, setDataset] = useState<string | null>(lastCase?.dataset ?? null);
  const [chosen, setChosen] = useState<ChosenRow | null>(null);
  const [isAsked, setAsked] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const question = useAskTest({ onBegin: onClose, onError: setRefusal });
  const check = useInputIssues(schema);
  const input = mode === "case" ? chosen?.row.input : value;
  const found = isAsked && input !== undefined ? check.now(input) : [];
  const issues = new Map(found.map((issue) => [issue.pointer, issue.message]));
  const run = async () => {
    if (input === undefined) return;
    setAsked(true);
    if ((await check.find(input)).length > 0) return;
    setRefusal(null);
    question.ask({ input, person, ...(mode === "case" && chosen ? { from: caseOf(chosen) } : {}) });
  };
  const onEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    event.stopPropagation();
    void run();
  };
  return (
    <>
      <section
        className="float test-panel sized"
        aria-label="Test run"
        ref={focusFirst}
        onKeyDownCapture={onEnter}
        onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && onClose()}
      >
        <TestPanelEdge />
        <Segmented
          label="What the test starts with"
          value={mode}
          options={fields ? MODES : MODES.slice(1)}
          onChange={setMode}
        />
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
          <NothingRun {...{ found, refusal }} />
          <Button onClick={onClose}>Close</Button>
          <Button variant="primary" disabled={input === undefined || question.isAsking} onClick={() => void run()}>
            Run
          </Button>
        </div>
      </section>
      <AskTestDialog asked={question.asked} onClose={question.leave} onRun={question.begin} />
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

type Found = readonly { where: string; message: string }[];

function NothingRun({ found, refusal }: { found: Found; refusal: string | null }) {
  const why = problemWords(found) ?? refusal;
  if (why === null) return null;
  return (
    <p className="fail grow text-12" role="alert">
      Nothing was run. {why}
    </p>
  );
}

/** Every place that is wrong, by name; null when nothing is. */
function problemWords(found: Found): string | null {
  const [first] = found;
  if (!first) return null;
  const places = found.map(({ where }) => where).filter(Boolean);
  const count = places.length === 1 ? "One field is" : `${places.length} fields are`;
  return places.length === 0 ? first.message : `${count} not right: ${places.join(", ")}.`;
}
