"use client";
import { type FormEvent, type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";

type Props<Body> = {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: string;
  width?: number;
  /** The word on the button. */
  action: string;
  /** Whether the fields can be sent as they are. */
  isReady?: boolean;
  /** What makes the thing, for example a mutation. */
  make: { mutate: (body: Body) => void; reset: () => void; isPending: boolean; isSuccess: boolean; error: unknown };
  /** The request, from the named fields. */
  read: (fields: FormData) => Body;
  children: ReactNode;
};

/** A form that makes one thing: it is sent once, and says in place what went wrong. */
export function CreateDialog<Body>({ open, onClose, title, description, width, ...rest }: Props<Body>) {
  const { action, isReady = true, make, read, children } = rest;
  const form = useId();
  const close = () => {
    make.reset();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    make.mutate(read(new FormData(event.currentTarget)));
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={title}
      description={description}
      width={width}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} disabled={!isReady || make.isPending || make.isSuccess}>
            {action}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-3">
        {children}
        {make.error !== null && <ErrorState error={make.error} />}
      </form>
    </Dialog>
  );
}
