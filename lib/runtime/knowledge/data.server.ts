import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import type { FoundPassage, SearchKnowledge } from "@/lib/runtime/knowledge/search-knowledge";

/** Full text search in Postgres, on the worker's role. */
export const searchKnowledge: SearchKnowledge = (tenantId, { knowledgeId, rev, query, minScore, limit }) =>
  workerTransaction(tenantId, async (client) => {
    const found = await client.query<FoundPassage>(
      `SELECT document_id AS "documentId", title, "position", heading, content, score
         FROM knowledge_search($1, $2, $3, $4, $5, $6)`,
      [tenantId, knowledgeId, rev, query, minScore, limit],
    );
    return found.rows;
  });
