-- A prompt has variants, each with revisions of its own (docs/decisions/0082). What there is becomes the variant "main".
ALTER TABLE "asset_revision" ADD COLUMN "variant" TEXT NOT NULL DEFAULT 'main';
ALTER TABLE "asset_revision" DROP CONSTRAINT "asset_revision_pkey";
ALTER TABLE "asset_revision" ADD CONSTRAINT "asset_revision_pkey" PRIMARY KEY ("tenant_id","asset_id","variant","rev");

CREATE TABLE "asset_variant" (
    "tenant_id" UUID NOT NULL,
    "asset_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "forked_from" TEXT NOT NULL,
    "forked_rev" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "asset_variant_pkey" PRIMARY KEY ("tenant_id","asset_id","name")
);
ALTER TABLE "asset_variant" ADD CONSTRAINT "asset_variant_tenant_id_asset_id_fkey" FOREIGN KEY ("tenant_id", "asset_id") REFERENCES "asset"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT isolate_table('asset_variant');
GRANT SELECT, INSERT ON "asset_variant" TO slip_app;
