-- What a caller asks of one run beyond its input: a lower limit of output tokens, recorded answers.
ALTER TABLE "run" ADD COLUMN "options" JSONB NOT NULL DEFAULT '{}';

-- Where another system starts runs of a routed release.
CREATE TABLE "webhook_endpoint" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "harness_id" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "node_key" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "last_at" TIMESTAMPTZ(3),
    "last_outcome" TEXT,
    "last_run_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("tenant_id","id")
);
CREATE UNIQUE INDEX "webhook_endpoint_tenant_id_harness_id_environment_node_key_key" ON "webhook_endpoint"("tenant_id", "harness_id", "environment", "node_key");

-- When runs of a routed release start by themselves.
CREATE TABLE "schedule" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "harness_id" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "node_key" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "next_at" TIMESTAMPTZ(3),
    "last_run_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schedule_pkey" PRIMARY KEY ("tenant_id","id")
);
CREATE UNIQUE INDEX "schedule_tenant_id_harness_id_environment_node_key_key" ON "schedule"("tenant_id", "harness_id", "environment", "node_key");

-- What became of each time that a schedule named.
CREATE TABLE "schedule_tick" (
    "tenant_id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "run_id" UUID,
    "detail" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedule_tick_pkey" PRIMARY KEY ("tenant_id","schedule_id","due_at")
);
ALTER TABLE "schedule_tick" ADD CONSTRAINT "schedule_tick_tenant_id_schedule_id_fkey" FOREIGN KEY ("tenant_id", "schedule_id") REFERENCES "schedule"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT isolate_table('webhook_endpoint');
SELECT isolate_table('schedule');
SELECT isolate_table('schedule_tick');
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_endpoint, schedule, schedule_tick TO slip_app, slip_worker;

-- The worker's view of all tenants: ids of schedules whose time has come, nothing else.
CREATE POLICY lookup ON schedule FOR SELECT TO slip_lookup USING (true);
GRANT SELECT ON schedule TO slip_lookup;
CREATE FUNCTION lookup_due_schedules(at timestamptz, max_rows int) RETURNS TABLE (tenant_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
$$ SELECT s.tenant_id, s.id FROM public.schedule s WHERE s.state = 'active' AND s.next_at <= at ORDER BY s.next_at LIMIT max_rows $$;
GRANT CREATE ON SCHEMA public TO slip_lookup;
ALTER FUNCTION lookup_due_schedules(timestamptz, int) OWNER TO slip_lookup;
REVOKE CREATE ON SCHEMA public FROM slip_lookup;
SET LOCAL ROLE slip_lookup;
REVOKE ALL ON FUNCTION lookup_due_schedules(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup_due_schedules(timestamptz, int) TO slip_worker;
RESET ROLE;

-- Tokens that a provider counts for one of ours.
ALTER TABLE "model_card" ADD COLUMN "ratio" DOUBLE PRECISION;
