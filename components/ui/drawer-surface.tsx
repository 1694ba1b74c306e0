"use client";
import { X } from "lucide-react";
import * as RadixDialog from "radix-ui/dialog";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { useFocusReturn } from "@/components/ui/use-focus-return";

export type DrawerSurfaceProps = {
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  /** Pixels, default 480. */
  width?: number;
  /** Buttons at the bottom. */
  footer?: ReactNode;
};

/** A drawer that is open; `Drawer` shows it. */
export function DrawerSurface({ onClose, title, children, width = 480, footer }: DrawerSurfaceProps) {
  const giveFocusBack = useFocusReturn();
  return (
    <RadixDialog.Root open onOpenChange={(next) => !next && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40" />
        <RadixDialog.Content
          aria-describedby={undefined}
          // The drawer itself, not its close button: a tooltip would open over the page.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          onCloseAutoFocus={giveFocusBack}
          className="drawer z-40 focus-visible:rounded-none focus-visible:shadow-pop"
          style={{ width: `min(${width}px, 100vw)` }}
        >
          <header className="flex h-12 flex-none items-center gap-2 border-border border-b pr-3 pl-4">
            <RadixDialog.Title className="cut grow font-semibold text-14">{title}</RadixDialog.Title>
            <RadixDialog.Close asChild>
              <IconButton label="Close" size="sm">
                <X className="i s" aria-hidden />
              </IconButton>
            </RadixDialog.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
          {footer && (
            <footer className="flex flex-none justify-end gap-2 border-border border-t px-4 py-3">{footer}</footer>
          )}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
