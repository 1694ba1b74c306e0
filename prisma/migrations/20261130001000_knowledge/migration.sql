-- Documents that steps look things up in (docs/decisions/0113).
CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE TABLE "knowledge" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "rev" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "knowledge_pkey" PRIMARY KEY ("tenant_id","id")
);
CREATE UNIQUE INDEX "knowledge_tenant_id_key_key" ON "knowledge"("tenant_id", "key");

CREATE TABLE "knowledge_document" (
    "tenant_id" UUID NOT NULL,
    "knowledge_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "passages" INTEGER NOT NULL,
    "from_rev" INTEGER NOT NULL,
    "to_rev" INTEGER,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "knowledge_document_pkey" PRIMARY KEY ("tenant_id","knowledge_id","id")
);
ALTER TABLE "knowledge_document" ADD CONSTRAINT "knowledge_document_tenant_id_knowledge_id_fkey" FOREIGN KEY ("tenant_id", "knowledge_id") REFERENCES "knowledge"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "knowledge_passage" (
    "tenant_id" UUID NOT NULL,
    "knowledge_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "heading" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "words" tsvector,

    CONSTRAINT "knowledge_passage_pkey" PRIMARY KEY ("tenant_id","knowledge_id","document_id","position")
);
ALTER TABLE "knowledge_passage" ADD CONSTRAINT "knowledge_passage_tenant_id_knowledge_id_document_id_fkey" FOREIGN KEY ("tenant_id", "knowledge_id", "document_id") REFERENCES "knowledge_document"("tenant_id", "knowledge_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "knowledge_passage_tenant_id_knowledge_id_words_idx" ON "knowledge_passage" USING GIN ("tenant_id", "knowledge_id", "words");

SELECT isolate_table('knowledge');
SELECT isolate_table('knowledge_document');
SELECT isolate_table('knowledge_passage');
GRANT SELECT, INSERT, DELETE ON "knowledge", "knowledge_document", "knowledge_passage" TO slip_app;
GRANT UPDATE ("rev", "updated_at") ON "knowledge" TO slip_app;
GRANT UPDATE ("to_rev") ON "knowledge_document" TO slip_app;
GRANT SELECT ON "knowledge", "knowledge_document", "knowledge_passage" TO slip_worker;

-- Passages of one revision that share a word with the query, best first; the score is in [0, 1). Words are joined by OR: a
-- question rarely holds every word of its answer. The page and the worker ask the same function.
CREATE FUNCTION knowledge_search(of_tenant uuid, of_knowledge uuid, at_rev int, asked text, min_score double precision, max_rows int)
RETURNS TABLE (document_id uuid, title text, "position" int, heading text, content text, score double precision)
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  WITH q AS (
    SELECT nullif(replace(plainto_tsquery(k.language::regconfig, asked)::text, ' & ', ' | '), '')::tsquery AS words
      FROM public.knowledge k WHERE k.tenant_id = of_tenant AND k.id = of_knowledge),
  ranked AS (
    SELECT p.document_id, d.title, p.position, p.heading, p.content,
           ts_rank_cd('{0.4,0.4,0.6,1.0}', p.words, q.words, 32)::double precision AS score
      FROM q
      JOIN public.knowledge_passage p ON p.tenant_id = of_tenant AND p.knowledge_id = of_knowledge AND p.words @@ q.words
      JOIN public.knowledge_document d ON d.tenant_id = p.tenant_id AND d.knowledge_id = p.knowledge_id AND d.id = p.document_id
     WHERE d.from_rev <= at_rev AND (d.to_rev IS NULL OR d.to_rev > at_rev))
  SELECT * FROM ranked WHERE ranked.score >= min_score ORDER BY ranked.score DESC, ranked.title, ranked.position LIMIT max_rows
$$;
REVOKE ALL ON FUNCTION knowledge_search(uuid, uuid, int, text, double precision, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION knowledge_search(uuid, uuid, int, text, double precision, int) TO slip_app, slip_worker;
