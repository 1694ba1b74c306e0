"use client";
import { Suspense, use, useEffect } from "react";
import type { BulkBarProps } from "@/components/ui/bulk-bar";
import { loadWhenIdle } from "@/components/ui/load-when-idle";

/** What can be done to the selected rows; loaded when the first one is selected, and not there while none is and no act goes on. */
export function TableSelection<Row>(props: BulkBarProps<Row>) {
  // A key that is pressed right after the first `x` finds it there.
  useEffect(() => loadWhenIdle([load]), []);
  if (props.rows.length === 0 && !props.asked) return null;
  return (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  );
}

let loading: Promise<typeof import("@/components/ui/bulk-bar")> | undefined;

function load() {
  loading ??= import("@/components/ui/bulk-bar");
  return loading;
}

function Loaded<Row>(props: BulkBarProps<Row>) {
  const { BulkBar } = use(load());
  return <BulkBar {...props} />;
}
