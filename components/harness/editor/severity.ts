import { CircleDot, CircleX, TriangleAlert } from "lucide-react";
import type { Severity } from "@/lib/release/readiness-report";

/** How findings of readiness are shown. */
export const SEVERITY = {
  block: { icon: CircleX, tone: "fail", word: "Blocks a release" },
  review: { icon: TriangleAlert, tone: "warn", word: "Needs a look" },
  advice: { icon: CircleDot, tone: "muted", word: "Advice" },
} as const satisfies Record<Severity, unknown>;
