"use client";
import { useState } from "react";
import { useEditor, useView } from "@/components/harness/editor/editor-context";
import { usePin } from "@/components/harness/pins/use-pin";
import { Button } from "@/components/ui/button";
import { CodeEditor } from "@/components/ui/code-editor";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { exitsOf } from "@/lib/harness/pins/pin-rules";
import type { NewPin } from "@/lib/harness/pins/schema";
import { canonicalJson } from "@/lib/release/canonical-json";
import type { Json } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import { readJson } from "@/lib/release/read-json";
import { schemaExample } from "@/lib/release/schema-example";

/** `value`: what the text starts as; an example by the schema when there is none. */
type Props = { node: DraftNode; port: string | null; value: unknown; onClose: () => void };

/** An output as JSON, and the exit it leaves by. It is checked against what the step gives while one types. */
export function PinDialog({ node, port, value, onClose }: Props) {
  const draft = useEditor((state) => state.draft);
  const source = useView((state) => state.source);
  const { set } = usePin(node.id);
  const exits = exitsOf(node);
  const [exit, setExit] = useState(exits.find((one) => one.id === port)?.id ?? exits[0]?.id ?? "out");
  const schemaOf = (id: string) => draftTypes(draft, source).exitOf(node, id);
  const [text, setText] = useState(() => print(value === undefined ? schemaExample(schemaOf(exit)) : value));
  const schema = schemaOf(exit);
  const example = schemaExample(schema);
  const typed = readJson(text);
  const [issue] = typed ? jsonValueIssues(schema, typed.value) : [];
  const problem = typed ? issue && wordsOf(issue) : "This is not JSON yet.";
  const pin = () => typed && set.mutate(newPin(typed.value, { example, port: exit }), { onSuccess: onClose });
  const leaveBy = (next: string) => {
    setExit(next);
    if (canonicalJson(schemaOf(next)) !== canonicalJson(schema)) setText(print(schemaExample(schemaOf(next))));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Pin the output of “${node.label}”`}
      description="Test runs of this draft give it and do not run the step. Releases and exports never have it."
      width={620}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={problem !== undefined || set.isPending} onClick={pin}>
            Pin
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {exits.length > 1 && (
          <Field label="Leaves by">
            <Select
              value={exit}
              onChange={leaveBy}
              options={exits.map(({ id, label }) => ({ value: id, label: label || id }))}
            />
          </Field>
        )}
        <Field label="Output (JSON)" error={problem}>
          <CodeEditor
            language="json"
            label="Output (JSON)"
            value={text}
            onChange={setText}
            minHeight="140px"
            maxHeight="320px"
          />
        </Field>
        <Button size="sm" className="justify-self-start" onClick={() => setText(print(example))}>
          Fill in an example from the schema
        </Button>
        {set.error && <ErrorState error={set.error} />}
      </div>
    </Dialog>
  );
}

const print = (value: unknown) => JSON.stringify(value, null, 2) ?? "null";
const wordsOf = ({ pointer, message }: { pointer: string; message: string }) =>
  pointer === "" ? message : `${pointer.slice(1)}: ${message}`;

/** An example that nobody changed is made by the server, and stays known as one. */
const newPin = (value: Json, { example, port }: { example: Json; port: string }): NewPin =>
  canonicalJson(value) === canonicalJson(example) ? { from: "schema", port } : { from: "value", port, value };
