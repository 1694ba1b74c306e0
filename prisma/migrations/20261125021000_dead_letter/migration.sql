-- Dead letters, replayed runs and degraded runs (docs/decisions/0025).
CREATE TABLE "dead_letter" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "harness_id" UUID NOT NULL,
    "node_key" TEXT,
    "reason" TEXT NOT NULL,
    "error_class" TEXT NOT NULL,
    "error" JSONB NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "resolution" TEXT,
    "by" TEXT,
    "note" TEXT,
    "replay_run_id" UUID,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("tenant_id","id")
);
CREATE UNIQUE INDEX "dead_letter_tenant_id_run_id_key" ON "dead_letter"("tenant_id", "run_id");
CREATE INDEX "dead_letter_tenant_id_resolution_entered_at_id_idx" ON "dead_letter"("tenant_id", "resolution", "entered_at" DESC, "id" DESC);
SELECT isolate_table('dead_letter');
GRANT SELECT, UPDATE ON dead_letter TO slip_app;
GRANT SELECT, INSERT ON dead_letter TO slip_worker;

ALTER TABLE "run" ADD COLUMN "replay_of" UUID, ADD COLUMN "replay_step" TEXT;
CREATE INDEX "run_tenant_id_replay_of_idx" ON "run"("tenant_id", "replay_of");
ALTER TABLE obs.run ADD COLUMN degraded boolean NOT NULL DEFAULT false;

-- A run that becomes a dead letter gets its row in the same statement, whoever ends it. A failure without a node is that of
-- a run which no worker could touch.
CREATE FUNCTION enter_dead_letter() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.dead_letter (tenant_id, id, run_id, project_id, harness_id, node_key, reason, error_class, error, entered_at)
  VALUES (NEW.tenant_id, gen_random_uuid(), NEW.id, NEW.project_id, NEW.harness_id, NEW.error->>'nodeKey',
          CASE WHEN NEW.error ? 'nodeKey' THEN 'exhausted' ELSE 'poison' END,
          coalesce(NEW.error->>'class', 'unknown'), coalesce(NEW.error, '{}'::jsonb), coalesce(NEW.ended_at, now()))
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER dead_letter AFTER UPDATE OF status ON "run" FOR EACH ROW
  WHEN (NEW.status = 'dead-lettered' AND OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION enter_dead_letter();
