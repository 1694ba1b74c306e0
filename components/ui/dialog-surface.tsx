"use client";
import * as RadixDialog from "radix-ui/dialog";
import type { ReactNode } from "react";
import { useFocusReturn } from "@/components/ui/use-focus-return";

export type DialogSurfaceProps = {
  onClose: () => void;
  title: ReactNode;
  /** One sentence under the title. */
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  /** Pixels, default 480. */
  width?: number;
};

/** A dialog that is open; `Dialog` shows it. */
export function DialogSurface({ onClose, title, description, children, footer, width = 480 }: DialogSurfaceProps) {
  const giveFocusBack = useFocusReturn();
  return (
    <RadixDialog.Root open onOpenChange={(next) => !next && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-50 bg-[oklch(0.2_0.02_250/0.35)]" />
        <RadixDialog.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onCloseAutoFocus={giveFocusBack}
          className="pop fixed top-[14vh] left-1/2 z-50 flex max-h-[76vh] -translate-x-1/2 flex-col focus-visible:rounded-2 focus-visible:shadow-pop"
          style={{ width: `min(${width}px, calc(100vw - 32px))` }}
        >
          <header className="grid flex-none gap-1 px-5 pt-4 pb-3">
            <RadixDialog.Title className="font-semibold text-16">{title}</RadixDialog.Title>
            {description && (
              <RadixDialog.Description className="text-13 text-muted">{description}</RadixDialog.Description>
            )}
          </header>
          {children && <div className="-mt-1 min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-4">{children}</div>}
          {footer && (
            <footer className="flex flex-none justify-end gap-2 border-border border-t px-5 py-3">{footer}</footer>
          )}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
