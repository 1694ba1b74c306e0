"use client";
import { useEffect, useState } from "react";
import type { BulkBarProps } from "@/components/ui/bulk-bar";
import { loadOnce } from "@/components/ui/load-once";
import { loadWhenIdle } from "@/components/ui/load-when-idle";
import { useToast } from "@/components/ui/toast";

const load = loadOnce(() => import("@/components/ui/bulk-bar"));
type Loaded = Awaited<ReturnType<typeof load>>;

/**
 * What can be done to the selected rows; loaded when the first one is selected, and not there while none is and no act
 * goes on. When it cannot be loaded, that is said, and the next row that is selected tries again.
 */
export function TableSelection<Row>(props: BulkBarProps<Row>) {
  const loaded = useLoaded(props.rows.length);
  if (!loaded || (props.rows.length === 0 && !props.asked)) return null;
  return <loaded.BulkBar {...props} />;
}

function useLoaded(selected: number): Loaded | null {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const toast = useToast();
  // A key that is pressed right after the first `x` finds it there.
  useEffect(() => loadWhenIdle([async () => setLoaded(await load())]), []);
  useEffect(() => {
    if (selected === 0 || loaded) return;
    load().then(setLoaded, () => toast(NOT_LOADED));
  }, [selected, loaded, toast]);
  return loaded;
}

const NOT_LOADED = {
  title: "What can be done to the rows did not load",
  detail: "Check the connection, then select another row.",
  tone: "fail",
} as const;
