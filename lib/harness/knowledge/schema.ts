import { z } from "zod";
import { Key } from "@/lib/release/binding";

export const MAX_DOCUMENT_BYTES = 1_000_000;
export const MAX_DOCUMENTS = 500;
export const MAX_PASSAGES = 20_000;
/** Text search configurations that Postgres brings. `simple` knows no word forms and fits every language. */
export const LANGUAGES = [
  "simple",
  "danish",
  "dutch",
  "english",
  "finnish",
  "french",
  "german",
  "hungarian",
  "italian",
  "norwegian",
  "portuguese",
  "romanian",
  "russian",
  "spanish",
  "swedish",
  "turkish",
] as const;
export const Language = z.enum(LANGUAGES);
export const DocumentFormat = z.enum(["markdown", "text"]);

const Users = z.array(z.object({ slug: z.string(), name: z.string() }));
export const KnowledgeSummary = z.object({
  key: Key,
  name: z.string(),
  language: Language,
  /** Counts the changes; 0: nothing was ever added. */
  rev: z.int(),
  documents: z.int(),
  passages: z.int(),
  updatedAt: z.iso.datetime(),
  /** Harnesses whose draft looks things up in it. */
  usedBy: Users,
});
export const KnowledgeList = z.object({ items: z.array(KnowledgeSummary) });
export const DocumentSummary = z.object({
  id: z.uuid(),
  title: z.string(),
  format: DocumentFormat,
  bytes: z.int(),
  passages: z.int(),
  /** The revision that brought it. */
  fromRev: z.int(),
  addedBy: z.string(),
  addedAt: z.iso.datetime(),
});
export const KnowledgeView = KnowledgeSummary.extend({
  items: z.array(DocumentSummary),
  /** Environments that run a release which looks things up in it. */
  runsIn: z.array(z.object({ slug: z.string(), environment: z.string(), rev: z.int() })),
});
export const DocumentView = DocumentSummary.extend({
  knowledge: z.object({ key: Key, name: z.string() }),
  parts: z.array(z.object({ position: z.int(), heading: z.string(), content: z.string() })),
});
export const NewKnowledge = z.strictObject({
  key: Key,
  name: z.string().trim().min(1).max(80),
  language: Language.default("simple"),
});
export const StoredKnowledge = z.object({ key: Key });
export const NewDocument = z.strictObject({
  title: z.string().trim().min(1).max(200),
  format: DocumentFormat,
  content: z.string().min(1),
});
export const StoredDocument = z.object({
  id: z.uuid(),
  rev: z.int(),
  passages: z.int(),
  /** added · replaced: there was another one of this title · unchanged: it was there as it is. */
  outcome: z.enum(["added", "replaced", "unchanged"]),
});
export const KnowledgeQuery = z.object({
  query: z.string().min(1).max(1_000),
  topK: z.coerce.number().int().min(1).max(50).default(5),
  minScore: z.coerce.number().min(0).max(1).default(0),
});
export const FoundPassage = z.object({
  documentId: z.uuid(),
  title: z.string(),
  position: z.int(),
  heading: z.string(),
  content: z.string(),
  /** From 0 to 1: how often and how close together the words stand. */
  score: z.number(),
});
export const KnowledgeAnswer = z.object({ rev: z.int(), items: z.array(FoundPassage) });
export type KnowledgeSummary = z.infer<typeof KnowledgeSummary>;
export type KnowledgeView = z.infer<typeof KnowledgeView>;
export type DocumentSummary = z.infer<typeof DocumentSummary>;
export type DocumentView = z.infer<typeof DocumentView>;
export type NewDocument = z.infer<typeof NewDocument>;
export type KnowledgeQuery = z.infer<typeof KnowledgeQuery>;
export type KnowledgeAnswer = z.infer<typeof KnowledgeAnswer>;
export type Language = z.infer<typeof Language>;
