-- Waivers of findings, and what people say of a release (docs/decisions/0050).
CREATE TABLE "readiness_waiver" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "harness_id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "node_key" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "readiness_waiver_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "release_review" (
    "tenant_id" UUID NOT NULL,
    "release_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "by" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "release_review_pkey" PRIMARY KEY ("tenant_id","release_id","id")
);

-- CreateIndex
CREATE INDEX "readiness_waiver_tenant_id_harness_id_idx" ON "readiness_waiver"("tenant_id", "harness_id");

-- AddForeignKey
ALTER TABLE "readiness_waiver" ADD CONSTRAINT "readiness_waiver_tenant_id_harness_id_fkey" FOREIGN KEY ("tenant_id", "harness_id") REFERENCES "harness"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_review" ADD CONSTRAINT "release_review_tenant_id_release_id_fkey" FOREIGN KEY ("tenant_id", "release_id") REFERENCES "release"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT isolate_table('readiness_waiver');
SELECT isolate_table('release_review');
GRANT SELECT, INSERT ON "readiness_waiver", "release_review" TO slip_app;
GRANT UPDATE ("revoked_at") ON "readiness_waiver" TO slip_app;
