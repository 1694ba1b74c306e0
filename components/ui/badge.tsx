import type { ReactNode } from "react";

export type BadgeTone = "ok" | "warn" | "fail" | "running" | "parked" | "neutral";
const CLASS = { ok: "ok", warn: "warn", fail: "fail", running: "run", parked: "parked", neutral: "plain" } as const;

/** A word on a soft ground; once a region. In tables use `Status`. */
export function Badge({ tone = "neutral", children }: { tone?: BadgeTone; children: ReactNode }) {
  return <span className={`badge ${CLASS[tone]}`}>{children}</span>;
}
