-- Rows of datasets. A row version is valid in [rev_from, rev_to); a revision is never rewritten (docs/decisions/0048).
CREATE TABLE "dataset_row" (
    "tenant_id" UUID NOT NULL,
    "asset_id" UUID NOT NULL,
    "row_id" TEXT NOT NULL,
    "rev_from" INTEGER NOT NULL,
    "rev_to" INTEGER,
    "position" INTEGER NOT NULL,
    "input" JSONB NOT NULL,
    "expected" JSONB,
    "tags" TEXT[],
    "mocks" JSONB NOT NULL,
    "source" JSONB NOT NULL,

    CONSTRAINT "dataset_row_pkey" PRIMARY KEY ("tenant_id","asset_id","row_id","rev_from")
);

-- CreateIndex
CREATE INDEX "dataset_row_tenant_id_asset_id_position_idx" ON "dataset_row"("tenant_id", "asset_id", "position");

-- AddForeignKey
ALTER TABLE "dataset_row" ADD CONSTRAINT "dataset_row_tenant_id_asset_id_fkey" FOREIGN KEY ("tenant_id", "asset_id") REFERENCES "asset"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT isolate_table('dataset_row');
GRANT SELECT, INSERT ON "dataset_row" TO slip_app;
GRANT UPDATE ("rev_to") ON "dataset_row" TO slip_app;

-- The only change that a row version may see: it ends, once.
CREATE FUNCTION refuse_row_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.rev_to IS NOT NULL OR NEW.rev_to <= OLD.rev_from
     OR (to_jsonb(NEW) - 'rev_to') IS DISTINCT FROM (to_jsonb(OLD) - 'rev_to') THEN
    RAISE EXCEPTION 'a row of a dataset revision is immutable' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON "dataset_row" FOR EACH ROW EXECUTE FUNCTION refuse_row_change();
