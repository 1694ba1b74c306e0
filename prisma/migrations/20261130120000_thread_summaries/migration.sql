-- Summaries of conversations (docs/decisions/0116).
ALTER TABLE "thread" ADD COLUMN "summary_failures" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "thread_summary" (
    "tenant_id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "from_seq" INTEGER NOT NULL,
    "to_seq" INTEGER NOT NULL,
    "text" TEXT,
    "tokens" INTEGER NOT NULL,
    "source_tokens" INTEGER NOT NULL,
    "trust" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "model" TEXT,
    "identifiers_kept" INTEGER NOT NULL,
    "identifiers_total" INTEGER NOT NULL,
    "run_id" UUID NOT NULL,
    "step_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "redacted_at" TIMESTAMPTZ(3),

    CONSTRAINT "thread_summary_pkey" PRIMARY KEY ("tenant_id","thread_id","version")
);
ALTER TABLE "thread_summary" ADD CONSTRAINT "thread_summary_tenant_id_thread_id_fkey" FOREIGN KEY ("tenant_id", "thread_id") REFERENCES "thread"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT isolate_table('thread_summary');
GRANT SELECT, UPDATE ("text", "redacted_at") ON "thread_summary" TO slip_app, slip_worker;
GRANT INSERT ON "thread_summary" TO slip_worker;

-- A summary is never rewritten; it can only lose its text.
CREATE FUNCTION thread_summary_only_redacted() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.text IS NOT NULL OR NEW.redacted_at IS NULL THEN
    RAISE EXCEPTION 'a summary is only redacted' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_redacted BEFORE UPDATE ON "thread_summary" FOR EACH ROW EXECUTE FUNCTION thread_summary_only_redacted();

-- A message that is redacted or deleted is told no more by a summary either. The thread's row comes first, as in every write of
-- a summary, so that none is being made from the message meanwhile.
CREATE FUNCTION thread_message_unsummarise() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM 1 FROM public.thread t WHERE t.tenant_id = OLD.tenant_id AND t.id = OLD.thread_id FOR UPDATE;
  UPDATE public.thread_summary s SET text = NULL, redacted_at = now()
   WHERE s.tenant_id = OLD.tenant_id AND s.thread_id = OLD.thread_id AND OLD.seq BETWEEN s.from_seq AND s.to_seq
     AND s.redacted_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER unsummarise_redacted AFTER UPDATE OF redacted_at ON "thread_message" FOR EACH ROW
  WHEN (NEW.redacted_at IS NOT NULL AND OLD.redacted_at IS NULL) EXECUTE FUNCTION thread_message_unsummarise();
CREATE TRIGGER unsummarise_deleted AFTER DELETE ON "thread_message" FOR EACH ROW EXECUTE FUNCTION thread_message_unsummarise();
