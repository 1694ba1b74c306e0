-- Experiments: a plan, its trials and their scores (docs/decisions/0049). Prepared tool answers travel with the run.
ALTER TABLE "run" ADD COLUMN "mocks" JSONB;

-- CreateTable
CREATE TABLE "experiment" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "harness_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "plan_hash" TEXT NOT NULL,
    "cells" JSONB NOT NULL,
    "dataset_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "trials" INTEGER NOT NULL,
    "finished" INTEGER NOT NULL DEFAULT 0,
    "spent_micros" BIGINT NOT NULL DEFAULT 0,
    "summary" JSONB,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "experiment_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "trial" (
    "tenant_id" UUID NOT NULL,
    "experiment_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "cell" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "repeat" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "run_id" UUID,
    "pass" BOOLEAN,
    "score" DOUBLE PRECISION,
    "scores" JSONB,
    "status" TEXT,
    "cost_micros" BIGINT NOT NULL DEFAULT 0,
    "latency_ms" INTEGER,
    "simulated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "trial_pkey" PRIMARY KEY ("tenant_id","experiment_id","ordinal")
);

-- CreateIndex
CREATE INDEX "experiment_tenant_id_harness_id_created_at_idx" ON "experiment"("tenant_id", "harness_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "trial_tenant_id_experiment_id_state_ordinal_idx" ON "trial"("tenant_id", "experiment_id", "state", "ordinal");

-- CreateIndex
CREATE INDEX "trial_tenant_id_experiment_id_item_idx" ON "trial"("tenant_id", "experiment_id", "item");

-- AddForeignKey
ALTER TABLE "trial" ADD CONSTRAINT "trial_tenant_id_experiment_id_fkey" FOREIGN KEY ("tenant_id", "experiment_id") REFERENCES "experiment"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT isolate_table('experiment');
SELECT isolate_table('trial');
GRANT SELECT, INSERT, UPDATE ON "experiment", "trial" TO slip_app;

-- Whoever drives experiments forward sees ids of those that run, nothing else.
CREATE POLICY lookup ON experiment FOR SELECT TO slip_lookup USING (true);
GRANT SELECT ON experiment TO slip_lookup;
CREATE FUNCTION lookup_running_experiments(max_rows int) RETURNS TABLE (tenant_id uuid, slug text, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
$$ SELECT e.tenant_id, t.slug, e.id FROM public.experiment e JOIN public.tenant t USING (tenant_id) WHERE e.state = 'running' ORDER BY e.created_at LIMIT max_rows $$;
GRANT CREATE ON SCHEMA public TO slip_lookup;
ALTER FUNCTION lookup_running_experiments(int) OWNER TO slip_lookup;
REVOKE CREATE ON SCHEMA public FROM slip_lookup;
SET LOCAL ROLE slip_lookup;
REVOKE ALL ON FUNCTION lookup_running_experiments(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup_running_experiments(int) TO slip_app;
RESET ROLE;
