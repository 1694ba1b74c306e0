"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { readCurl } from "@/lib/harness/tools/read-curl";
import type { ToolForm } from "@/lib/harness/tools/tool-form";

type Props = { open: boolean; onClose: () => void; onTake: (form: Partial<ToolForm>) => void };

/** Fills the form from a pasted command. Keys in it are left out and said so. */
export function CurlDialog({ open, onClose, onTake }: Props) {
  const [text, setText] = useState("");
  const read = text.trim() ? readCurl(text) : null;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Paste a curl command"
      width={640}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={!read?.ok}
            onClick={() => {
              if (read?.ok) onTake(read.form);
              onClose();
            }}
          >
            Fill in
          </Button>
        </>
      }
    >
      <Field
        label="Command"
        hint="As documentation shows it. Nothing is sent."
        error={read && !read.ok ? read.message : undefined}
      >
        <Textarea
          rows={8}
          spellCheck={false}
          className="mono"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {read?.ok &&
        read.notes.map((note) => (
          <p key={note} className="mt-2 text-12 text-warn">
            {note}
          </p>
        ))}
    </Dialog>
  );
}
