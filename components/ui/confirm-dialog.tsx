"use client";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = {
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: string;
  /** What will happen, with counts. */
  children: ReactNode;
  /** The verb of the act: "Remove member". */
  confirmLabel: string;
  /** When set, the person types this name first. */
  typeToConfirm?: string;
  isPending?: boolean;
  error?: unknown;
};

/** Asks before an act that cannot be undone. */
export function ConfirmDialog({ typeToConfirm, isPending, error, ...props }: Props) {
  const [typed, setTyped] = useState("");
  const ready = !typeToConfirm || typed === typeToConfirm;
  const close = () => {
    setTyped("");
    props.onClose();
  };
  return (
    <Dialog
      open={props.open}
      onClose={close}
      title={props.title}
      footer={
        <>
          <Button onClick={close}>Keep it</Button>
          <Button variant="danger" disabled={!ready || isPending} onClick={props.onConfirm}>
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <div className="text-muted">{props.children}</div>
        {typeToConfirm && (
          <Field label={`Type ${typeToConfirm} to confirm`}>
            <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
          </Field>
        )}
        {error ? <ErrorState error={error} /> : null}
      </div>
    </Dialog>
  );
}
