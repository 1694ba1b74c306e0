import type { Limits } from "@/lib/release/program";
import { LIMIT_NAMES, mostOf, type RaisedLimits } from "@/lib/release/raised-limits";
import type { RunState } from "@/lib/runtime/interpreter/run-state";
import type { ReplayPreview } from "@/lib/runtime/replay/schema";
import { isUsedUp, usedOf } from "@/lib/runtime/segment/used-limits";

/** The limits of a run that begins with `state`, before or after a grant. */
export function replayLimits(
  released: Limits,
  raised: RaisedLimits | null,
  { state, nowMs }: { state: RunState; nowMs: number },
): ReplayPreview["limits"] {
  const used = usedOf(state, nowMs);
  const limits = { ...released, ...raised };
  return LIMIT_NAMES.map((name) => ({
    name,
    used: used[name],
    limit: limits[name],
    most: mostOf(name, released[name]),
    reached: isUsedUp(name, used[name], limits[name]),
  }));
}

/** What of a grant cannot be given, by the name of the limit. */
export function raiseProblems(released: Limits, raised: RaisedLimits): { name: string; message: string }[] {
  return LIMIT_NAMES.flatMap((name) => {
    const asked = raised[name];
    if (asked === undefined) return [];
    if (asked < released[name])
      return [{ name, message: `The release allows ${released[name]} already; a grant is not less.` }];
    const most = mostOf(name, released[name]);
    return asked > most ? [{ name, message: `One run may be granted at most ${most}.` }] : [];
  });
}
