-- Circuits of models and tool hosts (docs/decisions/0024).
CREATE TABLE "circuit_breaker" (
    "tenant_id" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'closed',
    "calls" JSONB NOT NULL DEFAULT '[]',
    "opens" INTEGER NOT NULL DEFAULT 0,
    "opened_at" TIMESTAMPTZ(3),
    "retry_at" TIMESTAMPTZ(3),
    "connection_rev" INTEGER,
    "rev" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "circuit_breaker_pkey" PRIMARY KEY ("tenant_id","target")
);
SELECT isolate_table('circuit_breaker');
GRANT SELECT ON circuit_breaker TO slip_app;
GRANT SELECT, INSERT, UPDATE ON circuit_breaker TO slip_worker;
