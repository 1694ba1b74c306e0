import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CirclePause,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";

type Look = { icon: LucideIcon; word: string; tone: string; spin?: true };
const LOOKS: Record<string, Look> = {
  succeeded: { icon: CircleCheck, word: "Succeeded", tone: "ok" },
  ok: { icon: CircleCheck, word: "Fine", tone: "ok" },
  allow: { icon: CircleCheck, word: "Allowed", tone: "ok" },
  active: { icon: CircleCheck, word: "Active", tone: "ok" },
  failed: { icon: CircleX, word: "Failed", tone: "fail" },
  "dead-lettered": { icon: CircleX, word: "Dead letter", tone: "fail" },
  error: { icon: CircleX, word: "Failed", tone: "fail" },
  failing: { icon: CircleX, word: "Failing", tone: "fail" },
  auth_failed: { icon: CircleX, word: "Key refused", tone: "fail" },
  deny: { icon: CircleX, word: "Denied", tone: "fail" },
  needs_approval: { icon: TriangleAlert, word: "Asks a person", tone: "warn" },
  unasked: { icon: CircleDashed, word: "Not asked", tone: "muted" },
  refused: { icon: CircleX, word: "Refused", tone: "fail" },
  expired: { icon: CircleMinus, word: "Expired", tone: "muted" },
  revoked: { icon: Ban, word: "Revoked", tone: "muted" },
  disabled: { icon: Ban, word: "Disabled", tone: "muted" },
  running: { icon: LoaderCircle, word: "Running", tone: "run", spin: true },
  queued: { icon: CircleDashed, word: "Queued", tone: "muted" },
  pending: { icon: CircleDashed, word: "Pending", tone: "muted" },
  untested: { icon: CircleDashed, word: "Not tested", tone: "muted" },
  parked: { icon: CirclePause, word: "Parked", tone: "parked" },
  retrying: { icon: LoaderCircle, word: "Retrying", tone: "warn", spin: true },
  partial: { icon: TriangleAlert, word: "Partial", tone: "warn" },
  warning: { icon: TriangleAlert, word: "Warning", tone: "warn" },
  skipped: { icon: CircleMinus, word: "Skipped", tone: "muted" },
  cancelled: { icon: Ban, word: "Cancelled", tone: "muted" },
  canceled: { icon: Ban, word: "Cancelled", tone: "muted" },
};
const UNKNOWN: Look = { icon: CircleDashed, word: "", tone: "muted" };

/**
 * Icon and word of a state. Succeeded is a grey word beside a green icon, so that failures stand out. A status that is
 * not known shows its own name.
 */
export function Status({ status, label }: { status: string; label?: string }) {
  const { icon: Icon, word, tone, spin } = LOOKS[status.toLowerCase()] ?? UNKNOWN;
  const quiet = tone === "ok" || tone === "muted";
  return (
    <span className={quiet ? "st muted" : `st ${tone}`}>
      <Icon className={`i ${tone} ${spin ? "spin" : ""}`} aria-hidden />
      {label ?? (word || status)}
    </span>
  );
}
