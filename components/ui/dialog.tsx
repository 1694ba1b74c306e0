"use client";
import { lazy, Suspense } from "react";
import type { DialogSurfaceProps } from "@/components/ui/dialog-surface";

const DialogSurface = lazy(async () => ({ default: (await import("@/components/ui/dialog-surface")).DialogSurface }));

/** A small task that must be finished or left. Escape leaves it. Loaded when the first one opens. */
export function Dialog({ open, ...surface }: DialogSurfaceProps & { open: boolean }) {
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <DialogSurface {...surface} />
    </Suspense>
  );
}
