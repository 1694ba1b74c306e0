import type { ReadinessAnswer, ReadinessQuestion } from "@/components/harness/editor/readiness-messages";
import { releaseKey } from "@/lib/harness/compile/library";
import { assessReadiness } from "@/lib/harness/readiness/assess-readiness";

/** Checks drafts away from the screen. Questions that were overtaken while one was checked are not answered. */
let newest: ReadinessQuestion | null = null;

addEventListener("message", ({ data }: MessageEvent<ReadinessQuestion>) => {
  if (newest === null) setTimeout(answer);
  newest = data;
});

function answer(): void {
  const question = newest;
  newest = null;
  if (!question) return;
  const { library, draft } = question;
  const report = assessReadiness({
    draft,
    library: {
      tools: new Map(library.tools.map((tool) => [tool.key, tool])),
      prompts: new Map(library.prompts.map(({ key, revisions }) => [key, revisions])),
      knowledge: new Map(library.knowledge.map((one) => [one.knowledge, one])),
      releases: new Map(library.releases.map((one) => [releaseKey(one), one])),
    },
    verdicts: library.verdicts,
    isDemo: library.isDemo,
    facts: library.facts,
  });
  postMessage({ id: question.id, report } satisfies ReadinessAnswer);
}
