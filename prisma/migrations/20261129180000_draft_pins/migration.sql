-- Outputs that test runs of a draft use instead of running a step (docs/decisions/0080).
CREATE TABLE "draft_pin" (
    "tenant_id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "output" JSONB NOT NULL,
    "schema" JSONB NOT NULL,
    "source_run_id" UUID,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pin_pkey" PRIMARY KEY ("tenant_id","draft_id","node_id"),
    CONSTRAINT "draft_pin_mode_check" CHECK ("mode" IN ('recorded', 'static', 'generated'))
);
ALTER TABLE "draft_pin" ADD CONSTRAINT "draft_pin_tenant_id_draft_id_fkey" FOREIGN KEY ("tenant_id", "draft_id") REFERENCES "draft"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT isolate_table('draft_pin');
GRANT SELECT, INSERT, UPDATE, DELETE ON "draft_pin" TO slip_app;
