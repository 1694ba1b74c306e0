-- How the test runs of a harness's draft use recorded model answers (docs/decisions/0099). No row: not at all.

-- CreateTable
CREATE TABLE "cassette_mode" (
    "tenant_id" UUID NOT NULL,
    "harness_id" UUID NOT NULL,
    "mode" TEXT NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cassette_mode_pkey" PRIMARY KEY ("tenant_id","harness_id")
);
ALTER TABLE "cassette_mode" ADD CONSTRAINT "cassette_mode_known" CHECK (mode IN ('record', 'replay', 'auto'));

-- AddForeignKey
ALTER TABLE "cassette_mode" ADD CONSTRAINT "cassette_mode_tenant_id_harness_id_fkey" FOREIGN KEY ("tenant_id", "harness_id") REFERENCES "harness"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT isolate_table('cassette_mode');
GRANT SELECT, INSERT, UPDATE, DELETE ON cassette_mode TO slip_app;
