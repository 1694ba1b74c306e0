import type { ReadinessAnswer, ReadinessQuestion } from "@/components/harness/editor/readiness-messages";
import { releaseKey } from "@/lib/harness/compile/library";
import type { LibraryView } from "@/lib/harness/drafts/library-view";
import { withNews } from "@/lib/harness/graph/draft-news";
import { assessReadiness } from "@/lib/harness/readiness/assess-readiness";
import type { Subject } from "@/lib/harness/readiness/rule";

/**
 * Checks a draft away from the screen, and follows it by its news: of a node that has not changed it remembers what it
 * found out. Questions that were overtaken while one was checked are not answered.
 */
let subject: Subject | null = null;
let newest: number | null = null;

addEventListener("message", ({ data }: MessageEvent<ReadinessQuestion>) => {
  if (newest === null) setTimeout(answer);
  newest = data.id;
  if ("draft" in data) subject = { draft: data.draft, ...aroundOf(data.library) };
  else if (subject) subject = { ...subject, draft: withNews(subject.draft, data.news) };
});

function answer(): void {
  const id = newest;
  newest = null;
  if (id === null || !subject) return;
  postMessage({ id, report: assessReadiness(subject) } satisfies ReadinessAnswer);
}

const aroundOf = ({ verdicts, isDemo, facts, ...library }: LibraryView): Omit<Subject, "draft"> => ({
  ...{ verdicts, isDemo, facts },
  library: {
    tools: new Map(library.tools.map((tool) => [tool.key, tool])),
    prompts: new Map(library.prompts.map(({ key, revisions }) => [key, revisions])),
    knowledge: new Map(library.knowledge.map((one) => [one.knowledge, one])),
    variables: new Map(library.variables.map(({ name, type }) => [name, type])),
    releases: new Map(library.releases.map((one) => [releaseKey(one), one])),
  },
});
