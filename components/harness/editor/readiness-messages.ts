import type { LibraryView } from "@/lib/harness/drafts/library-view";
import type { Draft } from "@/lib/harness/graph/draft";
import type { DraftNews } from "@/lib/harness/graph/draft-news";
import type { ReadinessReport } from "@/lib/release/readiness-report";

/** The first question brings the draft, those after it what is new in it. */
export type ReadinessQuestion = { id: number } & ({ draft: Draft; library: LibraryView } | { news: DraftNews });
export type ReadinessAnswer = { id: number; report: ReadinessReport };
