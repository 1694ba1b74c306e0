import type { LibraryView } from "@/lib/harness/drafts/library-view";
import type { Draft } from "@/lib/harness/graph/draft";
import type { ReadinessReport } from "@/lib/release/readiness-report";

export type ReadinessQuestion = { id: number; draft: Draft; library: LibraryView };
export type ReadinessAnswer = { id: number; report: ReadinessReport };
