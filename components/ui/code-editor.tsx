"use client";
import { lazy, Suspense } from "react";
import type { CodeSurfaceProps } from "@/components/ui/code-surface";
import { Skeleton } from "@/components/ui/skeleton";

const CodeSurface = lazy(() =>
  import("@/components/ui/code-surface").then((module) => ({ default: module.CodeSurface })),
);

/** A code editor, loaded when it is first shown. */
export function CodeEditor(props: CodeSurfaceProps) {
  return (
    <Suspense
      fallback={
        <div className="rounded-2 border border-border-control p-3" style={{ minHeight: props.minHeight ?? "120px" }}>
          <Skeleton width="60%" />
        </div>
      }
    >
      <CodeSurface {...props} />
    </Suspense>
  );
}
