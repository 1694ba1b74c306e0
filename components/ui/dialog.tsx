"use client";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";

type Props = { open: boolean; onClose: () => void; title: string; description?: string; children: ReactNode };

/** A modal question or form. Esc closes; focus returns to where it was. */
export function Dialog({ open, onClose, title, description, children }: Props) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-ground" />
        <Radix.Content className="pop dialog" {...(description ? {} : { "aria-describedby": undefined })}>
          <div className="row">
            <Radix.Title className="grow strong t14">{title}</Radix.Title>
            <Radix.Close className="btn quiet icon" aria-label="Close">
              <X className="i" aria-hidden="true" />
            </Radix.Close>
          </div>
          {description && <Radix.Description className="muted">{description}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
