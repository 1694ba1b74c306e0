-- Recorded model calls (docs/decisions/0077): blacked out before they are written, found by what was asked.

-- CreateTable
CREATE TABLE "cassette" (
    "tenant_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "response" JSONB NOT NULL,
    "run_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cassette_pkey" PRIMARY KEY ("tenant_id","key")
);

-- CreateIndex
CREATE INDEX "cassette_tenant_id_provider_model_id_recorded_at_idx" ON "cassette"("tenant_id", "provider", "model_id", "recorded_at" DESC);

SELECT isolate_table('cassette');
GRANT SELECT, INSERT, UPDATE ON cassette TO slip_worker;
GRANT SELECT, DELETE ON cassette TO slip_app;
