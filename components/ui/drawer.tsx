"use client";
import { lazy, Suspense } from "react";
import type { DrawerSurfaceProps } from "@/components/ui/drawer-surface";

const DrawerSurface = lazy(async () => ({ default: (await import("@/components/ui/drawer-surface")).DrawerSurface }));

/** A quick look from the right. Escape closes; focus returns to where it came from. Loaded when the first one opens. */
export function Drawer({ open, ...surface }: DrawerSurfaceProps & { open: boolean }) {
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <DrawerSurface {...surface} />
    </Suspense>
  );
}
