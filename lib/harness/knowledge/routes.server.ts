import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getDocument, getKnowledge, listKnowledge, searchKnowledge } from "@/lib/harness/knowledge/data.server";
import {
  addDocument,
  createKnowledge,
  deleteKnowledge,
  removeDocument,
} from "@/lib/harness/knowledge/mutations.server";
import {
  DocumentView,
  KnowledgeAnswer,
  KnowledgeList,
  KnowledgeQuery,
  KnowledgeView,
  NewDocument,
  NewKnowledge,
  StoredDocument,
  StoredKnowledge,
} from "@/lib/harness/knowledge/schema";

const tag = "Knowledge";
const params = z.object({ knowledge: z.string().min(1).max(40) });
const ofDocument = params.extend({ documentId: z.uuid() });
/** A document and its JSON escapes. */
const MAX_BODY_BYTES = 4_000_000;

const reads: GovernedRoute[] = [
  governedRoute(
    { method: "get", path: "/knowledge", scope: "harness:read", summary: "Knowledge", tag, response: KnowledgeList },
    ({ actor }) => withTenant(actor, "harness:read", async (db) => ({ items: await listKnowledge(db, actor) })),
  ),
  governedRoute(
    {
      ...{ method: "get", path: "/knowledge/{knowledge}", scope: "harness:read", tag, params },
      summary: "A knowledge base with its documents, and where it is in use",
      response: KnowledgeView,
    },
    ({ actor, params: { knowledge } }) => withTenant(actor, "harness:read", (db) => getKnowledge(db, actor, knowledge)),
  ),
  governedRoute(
    {
      ...{ method: "get", path: "/knowledge/{knowledge}/documents/{documentId}", scope: "harness:read", tag },
      summary: "A document with its passages",
      params: ofDocument,
      response: DocumentView,
    },
    ({ actor, params: { knowledge, documentId } }) =>
      withTenant(actor, "harness:read", (db) => getDocument(db, actor, knowledge, documentId)),
  ),
  governedRoute(
    {
      ...{ method: "get", path: "/knowledge/{knowledge}/search", scope: "harness:read", tag, params },
      summary: "The passages that a step would find for a query now",
      query: KnowledgeQuery,
      response: KnowledgeAnswer,
    },
    ({ actor, params: { knowledge }, query }) =>
      withTenant(actor, "harness:read", (db) => searchKnowledge(db, actor, knowledge, query)),
  ),
];

const writes: GovernedRoute[] = [
  governedRoute(
    {
      ...{ method: "post", path: "/knowledge", scope: "harness:write", summary: "Make a knowledge base", tag },
      body: NewKnowledge,
      response: StoredKnowledge,
      status: 201,
    },
    ({ actor, body }) => withTenant(actor, "harness:write", (db) => createKnowledge(db, actor, body)),
  ),
  governedRoute(
    {
      ...{ method: "post", path: "/knowledge/{knowledge}/documents", scope: "harness:write", tag, params },
      summary: "Add a document, in the place of the one with its title",
      body: NewDocument,
      response: StoredDocument,
      status: 201,
      maxBodyBytes: MAX_BODY_BYTES,
      fileTexts: ["/content"],
    },
    ({ actor, params: { knowledge }, body }) =>
      withTenant(actor, "harness:write", (db) => addDocument(db, actor, knowledge, body)),
  ),
  governedRoute(
    {
      ...{ method: "delete", path: "/knowledge/{knowledge}/documents/{documentId}", scope: "harness:write", tag },
      summary: "Take a document out of the next revision",
      params: ofDocument,
    },
    ({ actor, params: { knowledge, documentId } }) =>
      withTenant(actor, "harness:write", (db) => removeDocument(db, actor, knowledge, documentId)),
  ),
  governedRoute(
    {
      ...{ method: "delete", path: "/knowledge/{knowledge}", scope: "harness:write", tag, params },
      summary: "Delete a knowledge base that nothing uses",
    },
    ({ actor, params: { knowledge } }) =>
      withTenant(actor, "harness:write", (db) => deleteKnowledge(db, actor, knowledge)),
  ),
];

export const knowledgeRoutes: GovernedRoute[] = [...reads, ...writes];
