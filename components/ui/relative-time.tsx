"use client";
import { useEffect, useState } from "react";
import { formatRelative } from "@/lib/platform/time/format-relative";

const TICK_MS = 30_000;

/** "4 min ago", with the exact time in the reader's zone on hover. `at` is an ISO time. */
export function RelativeTime({ at }: { at: string }) {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={now ? new Date(at).toLocaleString() : undefined} className="whitespace-nowrap">
      {now === null ? at.slice(0, 10) : formatRelative(Date.parse(at), now)}
    </time>
  );
}
