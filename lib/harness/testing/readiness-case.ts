import type { Draft } from "@/lib/harness/graph/draft";
import type { Subject } from "@/lib/harness/readiness/rule";

/** Rule, a draft that breaks it, one that does not, and what both are looked at with. */
export type ReadinessCase = {
  rule: string;
  bad: Draft;
  good: Draft;
  more?: Partial<Subject>;
  goodMore?: Partial<Subject>;
  repairs: boolean;
};
