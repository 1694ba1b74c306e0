"use client";
import type { ChangeEvent } from "react";
import { Field } from "@/components/ui/field";
import { formatNumber } from "@/components/ui/format-number";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import { MAX_DOCUMENT_BYTES, type NewDocument } from "@/lib/harness/knowledge/schema";

export const bytesOf = ({ content }: NewDocument): number => new TextEncoder().encode(content).length;

type Props = { document: NewDocument; onChange: (document: NewDocument) => void };

/** A document as it is typed, or read from a file. */
export function DocumentFields({ document, onChange }: Props) {
  const change = (patch: Partial<NewDocument>) => onChange({ ...document, ...patch });
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    if (!file) return;
    const format = /\.(md|markdown)$/i.test(file.name) ? "markdown" : "text";
    const title = document.title || file.name.replace(/\.[^.]+$/, "");
    onChange({ title, format, content: await file.text() });
  };
  const kilobytes = formatNumber(Math.ceil(bytesOf(document) / 1_000));
  const isTooLarge = bytesOf(document) > MAX_DOCUMENT_BYTES;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-end gap-4">
        <label className="grid gap-[5px]">
          <span className="label">File</span>
          <input
            type="file"
            accept=".md,.markdown,.txt,text/plain,text/markdown"
            onChange={(event) => void choose(event)}
          />
        </label>
        <Field label="Format">
          <Segmented<NewDocument["format"]>
            label="Format"
            value={document.format}
            onChange={(format) => change({ format })}
            options={[
              { value: "markdown", label: "Markdown" },
              { value: "text", label: "Plain text" },
            ]}
          />
        </Field>
      </div>
      <Field label="Title" hint="Answers cite it.">
        <Input
          value={document.title}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => change({ title: event.target.value })}
        />
      </Field>
      <Field
        label="Text"
        hint={document.content === "" ? undefined : `${kilobytes} of 1,000 kB`}
        error={isTooLarge ? `It has ${kilobytes} kB; 1,000 kB are the most.` : undefined}
      >
        <Textarea
          rows={10}
          className="mono"
          value={document.content}
          onChange={(event) => change({ content: event.target.value })}
        />
      </Field>
    </div>
  );
}
