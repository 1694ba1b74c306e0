-- Faults that an operator lets happen to real models, outside of production (docs/decisions/0079).

-- CreateTable
CREATE TABLE "fault_rule" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "rate" DOUBLE PRECISION NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fault_rule_pkey" PRIMARY KEY ("tenant_id","id")
);
ALTER TABLE "fault_rule" ADD CONSTRAINT "fault_rule_bounds"
  CHECK (rate > 0 AND rate <= 1 AND expires_at <= created_at + interval '24 hours');

-- CreateIndex
CREATE INDEX "fault_rule_tenant_id_model_expires_at_idx" ON "fault_rule"("tenant_id", "model", "expires_at");

SELECT isolate_table('fault_rule');
GRANT SELECT, INSERT, DELETE ON fault_rule TO slip_app;
GRANT SELECT ON fault_rule TO slip_worker;
