import type { DraftNode } from "@/lib/harness/graph/draft";
import { nodeFinding, type Rule } from "@/lib/harness/readiness/rule";
import { NODE_CONFIG } from "@/lib/release/node-config";

export const noOwner: Rule = {
  name: "no-owner",
  check: ({ facts }) =>
    facts && !facts.hasOwner
      ? [
          {
            ...{ rule: "no-owner", severity: "review" },
            explanation:
              "The owner of this harness is no member: when it fails, there is no one to ask. Choose another owner.",
          },
        ]
      : [],
};

export const noFourEyes: Rule = {
  name: "no-four-eyes",
  check: ({ facts }) =>
    facts && (!facts.fourEyes || facts.promoters < 2)
      ? [
          {
            ...{ rule: "no-four-eyes", severity: "review" },
            explanation: facts.fourEyes
              ? "Only one member may promote releases, so nobody else can look before."
              : "This tenant does not ask for a second person: whoever drew a release may promote it.",
          },
        ]
      : [],
};

/** Only releases are asked: a draft does not run in staging. */
export const noStagingRun: Rule = {
  name: "no-staging-run",
  check: ({ facts }) =>
    facts?.ranInStaging === false
      ? [
          {
            ...{ rule: "no-staging-run", severity: "review" },
            explanation: "This release has not finished a run in staging yet. Promote it there and run it once.",
          },
        ]
      : [],
};

/** People that an approval names leave, or get a role that decides nothing; when all have, nobody can decide. */
export const approverGone: Rule = {
  name: "approver-gone",
  check: ({ draft, facts }) =>
    draft.nodes.flatMap((node) => {
      const users = namedBy(node);
      const left = users.filter((userId) => facts?.approvers?.includes(userId));
      if (!facts?.approvers || left.length === users.length) return [];
      const { users: _named, ...config } = node.config;
      const repair =
        left.length === 0
          ? { label: "Ask anybody who runs", change: { config: { ...config, role: "RUNTIME" } } }
          : { label: "Take them out", change: { config: { ...config, users: left } } };
      return nodeFinding(node, {
        rule: "approver-gone",
        severity: left.length === 0 ? "block" : "review",
        field: "users",
        explanation: goneWords(node, users.length - left.length, left.length),
        repair: { label: repair.label, commands: [{ kind: "set-node", id: node.id, change: repair.change }] },
      });
    }),
};

/** The people that decide an approval, when no role does. */
function namedBy(node: DraftNode): string[] {
  const config = node.kind === "approval" ? NODE_CONFIG.approval.safeParse(node.config).data : undefined;
  return config?.role ? [] : (config?.users ?? []);
}

function goneWords({ label }: DraftNode, gone: number, left: number): string {
  if (left === 0)
    return `Nobody that "${label}" names may decide: they are no members any more, or their role does not decide.`;
  const who = gone === 1 ? "One person" : `${gone} people`;
  return `${who} that "${label}" names may not decide: no member any more, or of a role that does not decide.`;
}
