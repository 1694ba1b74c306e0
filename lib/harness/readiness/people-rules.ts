import type { Rule } from "@/lib/harness/readiness/rule";

export const noOwner: Rule = {
  name: "no-owner",
  check: ({ facts }) =>
    facts && !facts.hasOwner
      ? [
          {
            ...{ rule: "no-owner", severity: "review" },
            explanation: "Nobody who is still a member made this harness: when it fails, there is no one to ask.",
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
