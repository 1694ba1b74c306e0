import { type Access, accessId } from "@/lib/harness/releases/access-of";
import type { AccessAnswer, AccessChange } from "@/lib/harness/releases/schema";
import { canonicalJson } from "@/lib/release/canonical-json";

type Answer = (access: Access) => AccessAnswer;

/** What one release can reach beside another, with what the policies say of each; what differs first. */
export function accessChanges(before: readonly Access[], after: readonly Access[], answer: Answer): AccessChange[] {
  const [old, now] = [before, after].map((list) => new Map(list.map((access) => [accessId(access), access])));
  const ids = [...new Set([...before, ...after].map(accessId))].sort();
  const changes = ids.flatMap((id): AccessChange[] => {
    const [earlier, later] = [old?.get(id), now?.get(id)];
    const shown = later ?? earlier;
    if (!shown) return [];
    const answers = { before: earlier ? answer(earlier) : null, after: later ? answer(later) : null };
    const { does, resource, steps } = shown;
    return [{ does, resource, steps, change: changeOf(answers), ...answers }];
  });
  const rank = ({ change }: AccessChange) => (change === "same" ? 1 : 0);
  return changes.sort((one, other) => rank(one) - rank(other));
}

function changeOf({ before, after }: Pick<AccessChange, "before" | "after">): AccessChange["change"] {
  if (!before) return "added";
  if (!after) return "removed";
  return canonicalJson(before) === canonicalJson(after) ? "same" : "changed";
}
