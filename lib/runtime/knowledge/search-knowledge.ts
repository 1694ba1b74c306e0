import type { TenantId } from "@/lib/platform/ids/branded-id";

export type FoundPassage = {
  documentId: string;
  title: string;
  position: number;
  heading: string;
  content: string;
  score: number;
};
export type KnowledgeAsk = { knowledgeId: string; rev: number; query: string; minScore: number; limit: number };

/** Passages of one revision of a knowledge that share a word with the query, best first. */
export type SearchKnowledge = (tenantId: TenantId, ask: KnowledgeAsk) => Promise<FoundPassage[]>;
